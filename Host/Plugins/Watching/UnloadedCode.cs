using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Melange.Host.Plugins.Watching;

/// <summary>The contexts of plugins' code that was unloaded: whether the collector could take them.</summary>
/// <remarks>It holds them weakly. Unloading only begins when nothing refers to them any more.</remarks>
internal sealed class UnloadedCode
{
    private const int Rounds = 10;
    private readonly IReadOnlyList<WeakReference> contexts;

    private UnloadedCode(IReadOnlyList<WeakReference> contexts) => this.contexts = contexts;

    /// <summary>Unloads all code that a catalogue loaded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // or the caller's frame would keep what it must forget
    public static UnloadedCode Of(PluginCatalog catalog)
    {
        var contexts = catalog.Plugins.Where(plugin => plugin.IsLoaded).SelectMany(plugin => plugin.Code.Parts)
            .Select(part => AssemblyLoadContext.GetLoadContext(part.PartType.Assembly)!).Distinct()
            .Where(context => context.IsCollectible)
            .Select(context => new WeakReference(context)).ToList();
        catalog.Unload();
        return new(contexts);
    }

    /// <summary>Lets the collector run until the contexts are gone, some times at most.</summary>
    /// <returns>Whether all are gone.</returns>
    public bool IsCollected()
    {
        for (var round = 0; round < Rounds && contexts.Any(context => context.IsAlive); round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return contexts.All(context => !context.IsAlive);
    }
}
