using System.Buffers.Text;
using System.Security.Cryptography;

namespace ChildPlatform.LocalHost;

/// <summary><c>secrets.json</c>: passwords and client secrets, each made at its first use and kept, readable only by the owner.</summary>
public sealed class Secrets
{
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> values;

    public Secrets(string folder)
    {
        path = Path.Combine(folder, "secrets.json");
        values = JsonFile.Read<Dictionary<string, string>>(path) ?? [];
    }

    /// <summary>The secret of this name.</summary>
    public string For(string name)
    {
        lock (gate)
        {
            if (!values.TryGetValue(name, out var secret))
            {
                secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
                values[name] = secret;
                JsonFile.Write(path, values);
            }

            return secret;
        }
    }
}
