using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Melange.Plugins;

/// <summary>A program of the system that reads or hears speech; no shell ever sees the text.</summary>
/// <param name="name">Its name.</param>
/// <param name="searchPath">Folders to look for it in; null for those of PATH.</param>
/// <param name="package">Its Debian package; null where that has its name.</param>
/// <remarks>Where it lies is no option: a config from elsewhere shall not say what is run.</remarks>
internal sealed class SpeechProgram(string name, string? searchPath = null, string? package = null)
{
    private const int MostSeconds = 86400; // a day
    private const int MostShown = 300;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether it is on the search path.</summary>
    public bool IsInstalled => Find() is not null;

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="limit">How long it may take.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="FaultException">It is missing, fails, or takes too long.</exception>
    public string Run(IEnumerable<string> arguments, string input, TimeSpan limit)
    {
        var path = Find()
            ?? throw Failure($"must be installed, but is not on PATH (Debian: apt-get install {package ?? name}).");
        try
        {
            using var process = Process.Start(Start(path, arguments))!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            var written = WriteAsync(process, input);
            EndOrThrow(process, Task.WhenAll(output, errors, written), limit);
            return process.ExitCode == 0 ? output.Result : throw Ended(process.ExitCode, errors.Result);
        }
        catch (Exception cause) when (cause is Win32Exception or IOException)
        {
            throw Failure($"must run, but does not: {cause.Message}");
        }
    }

    /// <summary>Whether a time limit, in seconds, keeps the rule that all programs have.</summary>
    public static bool IsLimit(double seconds) => seconds is > 0 and <= MostSeconds;

    /// <summary>What to say of one that breaks it.</summary>
    public static string LimitProblem(double seconds) =>
        $"TimeoutSeconds must be above 0 and at most {MostSeconds}, but was {seconds}.";

    private static ProcessStartInfo Start(string path, IEnumerable<string> arguments) => new(path, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = Utf8,
        StandardOutputEncoding = Utf8,
        StandardErrorEncoding = Utf8,
        UseShellExecute = false
    };

    // A program that ends without reading its input breaks the pipe; its exit code says why it ended.
    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private void EndOrThrow(Process process, Task streams, TimeSpan limit)
    {
        if (streams.Wait(limit) && process.WaitForExit(limit))
            return;
        process.Kill(entireProcessTree: true);
        throw Failure($"must be done within {limit.TotalSeconds} s, but was not, and was ended.");
    }

    private FaultException Ended(int exitCode, string errors)
    {
        var said = string.Join(' ', errors.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Failure($"must end with exit code 0, but ended with {exitCode}"
            + (said.Length > 0 ? $": {(said.Length > MostShown ? $"{said[..MostShown]}…" : said)}" : "."));
    }

    private FaultException Failure(string message) => new([new(name, 0, message)]);

    private string? Find()
    {
        var folders = (searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
