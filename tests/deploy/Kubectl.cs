using System.Diagnostics;
using ChildPlatform.LocalHost;

namespace ChildPlatform.Deploy.Tests;

/// <summary>Programs that the tests ask: what people type is what is tested.</summary>
internal static class Kubectl
{
    private static readonly Lazy<string> Program =
        new(() => Run(Path.Combine(Repository.Root, "tests/deploy/find-kubectl")).Trim());

    /// <summary>An overlay as it would be applied.</summary>
    public static string Kustomize(string folder) => Run(Program.Value, "kustomize", Path.Combine(Repository.Root, folder));

    /// <summary>Runs a program to its end and returns what it printed; a failure is an error with its words.</summary>
    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }
}
