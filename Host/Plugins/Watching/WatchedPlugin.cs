using System.Runtime.CompilerServices;
using Melange.Host.Guarding;
using Microsoft.Extensions.Logging;

namespace Melange.Host.Plugins.Watching;

/// <summary>One plugin under development: whenever its folder has changed, its code is loaded anew and used.</summary>
/// <param name="folder">The plugin's folder, as its build leaves it.</param>
/// <param name="others">The folders of all other plugins.</param>
/// <param name="loggers">Where parts log.</param>
/// <param name="output">Where it says what happens.</param>
internal sealed class WatchedPlugin(
    PluginFolder folder, IReadOnlyList<string> others, ILoggerFactory loggers, TextWriter output) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);

    private PluginShadow? used;

    /// <summary>Uses the plugin now and after each change, until it is told to stop.</summary>
    /// <param name="use">Uses it; its faults and failures are said, and the next change is waited for.</param>
    /// <param name="cancellation">Tells it to stop.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task RunAsync(Action<PluginCatalog> use, CancellationToken cancellation)
    {
        var pulse = new FolderPulse(folder.FullPath, Interval, Rest);
        while (true)
        {
            await pulse.ChangedAsync(cancellation);
            Round(use);
        }
    }

    /// <summary>Takes the copy away that is used at the moment, if any.</summary>
    public void Dispose()
    {
        try
        {
            used?.Dispose();
        }
        catch (IOException)
        {
            // Its user takes it away this very moment.
        }
    }

    private void Round(Action<PluginCatalog> use)
    {
        try
        {
            var (unloaded, place) = UseCopy(use);
            if (unloaded.IsCollected())
                output.WriteLine($"Unloaded, nothing of it is left in memory. Waiting for {folder.Shown} to change.");
            else
                SayWhatHolds(place);
        }
        catch (Exception moving) when (moving is IOException or UnauthorizedAccessException)
        {
            output.WriteLine($"{folder.Shown} cannot be copied: {moving.Message} Waiting for it to change.");
        }
    }

    private (UnloadedCode Code, string Place) UseCopy(Action<PluginCatalog> use)
    {
        using var shadow = used = PluginShadow.Of(folder);
        return (Use(shadow, use), shadow.Root);
    }

    // In a frame of its own, which is gone when the collector runs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private UnloadedCode Use(PluginShadow shadow, Action<PluginCatalog> use)
    {
        var catalog = PluginCatalog.Load([shadow.Root], loggers, isUnloadable: true);
        if (catalog.Rejected is [var unfit])
        {
            output.WriteLine($"Not loaded: {Shown(unfit.Cause, shadow)}");
            return UnloadedCode.Of(catalog);
        }
        var plugin = catalog.Plugins.Single();
        output.WriteLine($"Loading {plugin.Id} {plugin.Version} ({plugin.Sha256[..8]}).");
        try
        {
            use(PluginCatalog.Load(others, loggers).With(catalog));
        }
        catch (FaultException faults)
        {
            foreach (var fault in faults.Faults)
                output.WriteLine(Shown(fault.ToString(), shadow));
        }
        catch (PluginException failed)
        {
            output.WriteLine(Shown(failed.Message, shadow));
        }
        return UnloadedCode.Of(catalog);
    }

    private void SayWhatHolds(string place)
    {
        output.WriteLine("Unloaded, but its code stays in memory. It is kept by:");
        foreach (var holder in CodeHolders.Of(place))
            output.WriteLine($"  {holder}");
        output.WriteLine("Restart now and then, or let it go when the part is disposed of. "
            + $"Waiting for {folder.Shown} to change.");
    }

    private string Shown(string message, PluginShadow shadow) =>
        message.Replace(Path.Combine(shadow.Root, folder.Name), folder.Shown, StringComparison.Ordinal);
}
