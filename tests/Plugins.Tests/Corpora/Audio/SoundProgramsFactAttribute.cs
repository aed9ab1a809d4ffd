namespace Melange.Plugins.Tests.Corpora;

/// <summary>A test that has sox and ffmpeg write what libsndfile reads; left out where one is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoundProgramsFactAttribute : FactAttribute
{
    public SoundProgramsFactAttribute() => Skip = SoundPrograms.Missing;
}

/// <summary>The same for a table of tests.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoundProgramsTheoryAttribute : TheoryAttribute
{
    public SoundProgramsTheoryAttribute() => Skip = SoundPrograms.Missing;
}

/// <summary>The programs and the library that these tests need.</summary>
internal static class SoundPrograms
{
    public static string? Missing { get; } = Lacking() is { Count: > 0 } lacking
        ? $"{string.Join(", ", lacking)}: install to test what is read of it (Debian: apt-get install)." : null;

    /// <summary>Runs a line of the shell in a folder.</summary>
    public static void Run(string folder, string line) =>
        new SpeechProgram("sh").Run(["-c", $"cd '{folder}' && {line}"], input: "", TimeSpan.FromMinutes(1));

    private static List<string> Lacking()
    {
        var programs = new[] { "sox", "ffmpeg" }.Where(program => !new SpeechProgram(program).IsInstalled);
        return [.. programs, .. SndfileLibrary.IsInstalled ? [] : new[] { "libsndfile1" }];
    }
}
