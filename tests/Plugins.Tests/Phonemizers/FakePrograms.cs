namespace Melange.Plugins.Tests.Phonemizers;

/// <summary>A folder of shell scripts with the names of programs.</summary>
internal sealed class FakePrograms : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("melange-");

    /// <summary>The only folder to look for programs in.</summary>
    public string SearchPath => folder.FullName;

    /// <summary>Writes a program.</summary>
    public SpeechProgram Add(string name, string script)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(name, SearchPath);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
