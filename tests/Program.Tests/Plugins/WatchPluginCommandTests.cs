using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Melange.Host.Tests.Plugins;

/// <summary>The built program watches a plugin's folder while the test changes it.</summary>
public sealed class WatchPluginCommandTests : IDisposable
{
    private const string Unloaded = "Unloaded, nothing of it is left in memory. Waiting for PLUGIN to change.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // of a busy machine
    private readonly TinyRun tiny = new();
    private Process? watching;

    public void Dispose()
    {
        watching?.Kill();
        watching?.WaitForExit();
        watching?.Dispose();
        tiny.Dispose();
    }

    [Fact]
    public void Watch_FolderThatChanges_LoadsItAnewAndTheOldCodeIsCollected()
    {
        var folder = CopyOf("Good");
        Watch(folder, "echo");
        Assert.Matches(@"^Loading Good 0\.1\.0 \([0-9a-f]{8}\)\.$", ReadTo("Loading"));
        Assert.Contains("echo", ReadTo("attention"));
        Assert.Equal(Unloaded, ReadTo("Unloaded"));

        var manifest = File.ReadAllText($"{folder}/plugin.json");
        File.WriteAllText($"{folder}/plugin.json", manifest.Replace("0.1.0", "0.2.0", StringComparison.Ordinal));

        Assert.StartsWith("Loading Good 0.2.0 (", ReadTo("Loading"));
        Assert.Equal(Unloaded, ReadTo("Unloaded"));
    }

    [Fact]
    public void Watch_FolderThatIsHalfCopied_WaitsForTheRest()
    {
        var folder = CopyOf("Good");
        var assembly = File.ReadAllBytes($"{folder}/Good.dll");
        File.WriteAllBytes($"{folder}/Good.dll", assembly[..(assembly.Length / 2)]);
        Watch(folder, "echo");
        Assert.StartsWith("Not loaded: PLUGIN/plugin.json:5: ", ReadTo("Not loaded"));

        File.WriteAllBytes($"{folder}/Good.dll", assembly);

        Assert.StartsWith("Loading Good 0.1.0 (", ReadTo("Loading"));
        Assert.Equal(Unloaded, ReadTo("Unloaded"));
    }

    [Fact]
    public void Watch_CodeThatTheHostHolds_SaysWhatHoldsIt()
    {
        Watch(CopyOf("KeepsItself"), "keeps-itself");

        Assert.Equal("Unloaded, but its code stays in memory. It is kept by:", ReadTo("Unloaded"));
        Assert.Equal("  System.AppDomain → System.EventHandler → Melange.TestPlugins.KeptAttention",
            ReadTo("  System.AppDomain"));
    }

    [LinuxTheory]
    [InlineData("Good", "{\"use\":\"echo\"}", "Unloaded")]
    [InlineData("Misbehaves", "{\"use\":\"misbehaves\",\"how\":\"never-returns\"}",
        "FILE:10: model.estimator.attention.heads was set for 'f2f' and is dropped: 'misbehaves' has no such option.")]
    public void Watch_InTheBackgroundOfAScript_EndsAtOnceOnSigterm(string plugin, string attention, string doing)
    {
        var copies = Directory.CreateDirectory($"{tiny.Folder}/copies").FullName;
        watching = Process.Start(new ProcessStartInfo("env",
            ["--ignore-signal=INT", $"TMPDIR={copies}", "dotnet", .. Command(CopyOf(plugin), attention)])
        {
            RedirectStandardOutput = true
        })!;
        ReadTo(doing.Replace("FILE", tiny.File, StringComparison.Ordinal));

        Process.Start("kill", ["-INT", $"{watching.Id}"]).WaitForExit();
        Thread.Sleep(TimeSpan.FromSeconds(1));
        var goesOn = !watching.HasExited;
        Process.Start("kill", ["-TERM", $"{watching.Id}"]).WaitForExit();

        Assert.True(goesOn);
        Assert.True(watching.WaitForExit(TimeSpan.FromSeconds(30)), "It goes on.");
        Assert.Equal(0, watching.ExitCode);
        Assert.Empty(Directory.GetDirectories(copies, "melange-watch-*"));
    }

    private string CopyOf(string plugin)
    {
        var folder = Directory.CreateDirectory($"{tiny.Folder}/watched/{plugin}").FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(TestFolder.TestPlugins, plugin)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    private void Watch(string folder, string attention) => watching = Process.Start(new ProcessStartInfo("dotnet",
        Command(folder, $"{{\"use\":\"{attention}\",\"heads\":null,\"features\":null}}"))
    {
        RedirectStandardOutput = true
    });

    private string[] Command(string folder, string attention) =>
        [TestFolder.Program, "plugins", "watch", folder, tiny.File, "--set", $"model.estimator.attention={attention}"];

    /// <summary>The next line that begins with a text, or has it as a word of a table.</summary>
    private string ReadTo(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (watching!.StandardOutput.ReadLineAsync(limit.Token).AsTask().Result is { } line)
            if (line.StartsWith(text, StringComparison.Ordinal)
                || line.Contains($"─ {text} ", StringComparison.Ordinal))
                return Regex.Replace(line, @"\S*/watched/\w+", "PLUGIN");
        throw new InvalidOperationException($"the watch ended before it said '{text}'");
    }
}
