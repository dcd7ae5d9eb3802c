using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChildPlatform.LocalHost;

/// <summary>Small JSON files that others read while they are being written: replaced whole, never half there.</summary>
public static class JsonFile
{
    /// <summary>camelCase and readable by people.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The content, or null when there is no such file or it cannot be read as one.</summary>
    public static T? Read<T>(string path)
        where T : class
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(stream, Options);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes beside the file and moves over it; only the owner may read it, for some hold secrets.</summary>
    public static void Write<T>(string path, T content)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(stream, content, Options);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
