using System.ComponentModel;
using System.Diagnostics;

namespace Melange.Host.Machine;

/// <summary>Plays audio files with a program that is installed.</summary>
internal static class AudioPlayer
{
    // The first that is there is taken; none needs a window.
    private static readonly (string Program, string[] Arguments)[] Known =
    [
        ("pw-play", []), ("paplay", []), ("aplay", ["-q"]), ("afplay", []), ("play", ["-q"]),
        ("ffplay", ["-nodisp", "-autoexit", "-loglevel", "error"])
    ];

    /// <summary>Plays files, one after the other, to their ends.</summary>
    /// <param name="files">WAV files.</param>
    /// <returns>What a person is told where they are not played: no player is installed, or it failed; null where they
    /// were.</returns>
    public static string? Play(IEnumerable<string> files)
    {
        var installed = Known.SelectMany(player => Folders().Select(folder =>
            (File: Path.Combine(folder, player.Program), player.Arguments)));
        var (program, arguments) = installed.FirstOrDefault(player => File.Exists(player.File));
        if (program is null)
            return "Not played: no player is installed that is known here: "
                + $"{string.Join(", ", Known.Select(player => player.Program))}.";
        return files.Select(file => Play(program, [.. arguments, file])).FirstOrDefault(said => said is not null);
    }

    // By its whole path: .NET starts a program of that name in the current folder before those of PATH.
    private static IEnumerable<string> Folders() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Where(Path.IsPathFullyQualified);

    private static string? Play(string program, string[] arguments)
    {
        try
        {
            using var player = Process.Start(program, arguments);
            player.WaitForExit();
            return player.ExitCode == 0 ? null : $"Not played: {program} ended with exit code {player.ExitCode}.";
        }
        catch (Win32Exception refused)
        {
            return $"Not played: {program} cannot be started: {refused.Message}.";
        }
    }
}
