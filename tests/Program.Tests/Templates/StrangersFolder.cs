using System.Diagnostics;

namespace Melange.Host.Tests.Templates;

/// <summary>A folder outside the repository in which somebody writes plugins.</summary>
/// <remarks>
/// Melange's packages are those that the test packs, kept in this folder; all others are the ones that the build has
/// restored. Templates are installed for this folder alone, and one compiler, which stays until the folder goes, serves
/// all its builds. The shell is bash.
/// </remarks>
internal sealed class StrangersFolder : IDisposable
{
    // What the page installs for the user, the tests install for this folder.
    private const string DotnetNewInThisFolder = """
        set -e
        dotnet() {
          if [ "$1" = new ]; then set -- "$@" --debug:custom-hive "$TEMPLATE_HIVE"; fi
          command dotnet "$@"
        }

        """;

    public string FullPath { get; } = Directory.CreateTempSubdirectory("melange-stranger-").FullName;

    /// <summary>Runs lines of bash and returns what they print; the test fails if they do.</summary>
    /// <param name="folder">Where, below this folder, or an absolute path.</param>
    /// <param name="commands">The lines.</param>
    public string Run(string folder, string commands)
    {
        var start = new ProcessStartInfo("bash", ["-c", DotnetNewInThisFolder + commands])
        {
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(FullPath, folder)).FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var (name, value) in Environment())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{commands}\nended with {process.ExitCode}:\n{output}\n{errors.Result}");
        return output;
    }

    public void Dispose()
    {
        Run(".", "dotnet build-server shutdown --vbcscompiler");
        Directory.Delete(FullPath, recursive: true);
    }

    private IEnumerable<(string Name, string? Value)> Environment() =>
    [
        ("MELANGE", TestFolder.Repository.TrimEnd('/')),
        ("TEMPLATE_HIVE", Path.Combine(FullPath, "hive")),
        ("NUGET_PACKAGES", Path.Combine(FullPath, "packages")),
        ("NUGET_FALLBACK_PACKAGES", TestFolder.PackageRoot),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("MSBUILDDISABLENODEREUSE", "1"), // no process stays behind, and the folder can be deleted
        ("UseSharedCompilation", "true"), // a compiler that starts anew takes longer than all it compiles
        ("TMPDIR", Directory.CreateDirectory(Path.Combine(FullPath, "tmp")).FullName), // and by this it is found
        ("MSBuildSDKsPath", null), ("MSBuildExtensionsPath", null), ("MSBUILD_EXE_PATH", null) // the runner's own
    ];
}
