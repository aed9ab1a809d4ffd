using System.CommandLine;
using System.Globalization;
using Melange.Host.Machine;
using Melange.Host.Plugins;
using Spectre.Console;

namespace Melange.Host.Commands.Plugins;

/// <summary><c>melange plugins add FOLDER</c>: shows a plugin, checks it, copies it and pins its files.</summary>
public static class AddPluginCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Argument<string> Source = new("plugin")
    {
        Description = "The plugin's folder, as its build left it: MyAttention/bin/Release/plugin."
    };

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Put it in place of the same version with other files."
    };

    private static readonly Option<bool> Yes = new("--yes")
    {
        Description = "Do not ask whether to trust it. Not asked either where the input is no terminal."
    };

    /// <summary>Builds the command.</summary>
    public static Command Build()
    {
        var command = new Command("add", "Show a plugin, check it, copy it to the plugins and pin its files.")
            { Source, Replace, Yes, PluginsCommand.Root };
        command.SetAction(parsed => PluginsCommand.Run(() => Add(parsed)));
        return command;
    }

    private static void Add(ParseResult parsed)
    {
        var source = new PluginFolder(parsed.GetRequiredValue(Source));
        if (!Directory.Exists(source.FullPath))
            throw new FaultException([new(source.Shown, 0, "there is no such folder.")]);
        var root = new PluginRoot(parsed.GetRequiredValue(PluginsCommand.Root));
        var installer = new PluginInstaller(root);
        var place = installer.PlaceFor(source, parsed.GetValue(Replace));
        if (installer.IsThere(place))
            Console.Out.WriteLine($"{place.Target.Shown} is unchanged: it has these files, and they are pinned.");
        else
            Add(parsed, place, installer);
        PluginSections.Print(place.Manifest, root, Console.Out);
    }

    private static void Add(ParseResult parsed, PluginPlace place, PluginInstaller installer)
    {
        Show(place, Console.Out);
        if (!parsed.GetValue(Yes) && !Console.IsInputRedirected
            && !AnsiConsole.Confirm("Trust it?", defaultValue: false))
            throw new FaultException([new(place.Source.Shown, 0, "it was not trusted.")]);
        installer.Add(place, staged => Try(staged, place.Source));
        Console.Out.WriteLine($"Added as {place.Target.Shown}, pinned in {PluginRoot.LockName}.");
    }

    private static void Show(PluginPlace place, TextWriter output)
    {
        var (manifest, source) = (place.Manifest, place.Source);
        output.WriteLine($"{manifest.Id} {manifest.Version}, from {source.Shown}, offers");
        foreach (var (slot, ids) in manifest.Parts)
            output.WriteLine($"  {slot}: {string.Join(", ", ids)}");
        output.WriteLine("and consists of");
        foreach (var (file, hash) in source.FileHashes())
        {
            var bytes = new FileInfo(Path.Combine(source.FullPath, file)).Length;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {hash}  {bytes,11:N0} bytes  {file}"));
        }
        output.WriteLine("A plugin is code: it runs with your rights, and nothing confines it.");
    }

    // In a process of its own: what fails or ends the process there, does not here.
    private static void Try(PluginFolder staged, PluginFolder source)
    {
        using var process = OwnProgram.Start(["plugins", "try", staged.FullPath]);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var inTime = process.WaitForExit(Patience);
        if (!inTime)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Task.WaitAll(errors, output);
        if (process.ExitCode != 0)
            throw new FaultException([new(source.Shown, 0, "it cannot be loaded: " + (inTime
                ? Cause(process.ExitCode, errors.Result)
                : "it had not ended after a minute."))]);
    }

    // What Try says comes last, after whatever the plugin printed; libtorch says why it aborts after "what():".
    private static string Cause(int exitCode, string errors)
    {
        const string Why = "what():";
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (exitCode == ExitCode.BadInput)
            return lines[^1];
        return lines.FirstOrDefault(line => line.StartsWith(Why, StringComparison.Ordinal)) is { } abort
            ? abort[Why.Length..].Trim() : lines.FirstOrDefault() ?? "its code ended the process.";
    }
}
