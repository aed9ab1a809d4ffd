using Melange.Host.Guarding;

namespace Melange.Host.Plugins;

/// <summary>A plugin whose manifest and files are checked; its code is loaded when a part is first needed.</summary>
public sealed class InstalledPlugin
{
    private readonly Lazy<PluginCode> code;
    private readonly Lazy<string> sha256;

    internal InstalledPlugin(
        PluginManifest manifest, (string Shown, string Full) folder, Func<string> hash, Func<PluginCode> load)
    {
        (Id, Version) = (manifest.Id, manifest.Version);
        (Folder, FullPath) = folder;
        Parts = [.. manifest.Parts.SelectMany(slot => slot.Value.Select(id => new CatalogPart(slot.Key, id, this)))];
        sha256 = new(hash);
        code = new(() => Loaded(load));
    }

    /// <summary>Its name: <c>Attention.F2F</c>.</summary>
    public string Id { get; }

    /// <summary>Its own version: <c>1.2.0</c>.</summary>
    public string Version { get; }

    /// <summary>Its folder, as shown to people.</summary>
    public string Folder { get; }

    /// <summary>Hash over the names and contents of all its files, lower-case hexadecimal.</summary>
    public string Sha256 => sha256.Value;

    /// <summary>What its manifest offers.</summary>
    public IReadOnlyList<CatalogPart> Parts { get; }

    /// <summary>Whether <c>plugins.lock.json</c> holds the hashes of its files.</summary>
    public bool IsPinned { get; internal init; }

    /// <summary>Its folder, as the system finds it.</summary>
    internal string FullPath { get; }

    /// <summary>Whether its code was loaded.</summary>
    public bool IsLoaded => code.IsValueCreated;

    /// <summary>Its code, loaded now if it was not yet.</summary>
    /// <exception cref="PluginException">It cannot be loaded.</exception>
    internal PluginCode Code => code.Value;

    /// <summary><c>'Attention.F2F' 1.2.0 (plugins/Attention.F2F)</c>, as messages name it.</summary>
    public override string ToString() => $"'{Id}' {Version} ({Folder})";

    private PluginCode Loaded(Func<PluginCode> load)
    {
        try
        {
            var loaded = PartWatch.Record(ToString(), "loaded", load);
            var mismatches = OfferMismatches(loaded);
            if (mismatches.Count == 0)
                return loaded;
            loaded.Dispose();
            throw new InvalidOperationException(string.Join("; ", mismatches));
        }
        catch (Exception cause)
        {
            throw PluginException.While("loaded", ToString(), cause);
        }
    }

    // Parts of a contract of the plugin's own are nobody else's business.
    private List<string> OfferMismatches(PluginCode loaded)
    {
        var registered = loaded.Parts.Where(part => PartSlot.Of(part.ContractType) is not null)
            .Select(part => $"{part.Slot} '{part.Id}'").ToList();
        var offered = Parts.Select(part => $"{part.Slot} '{part.Id}'").ToList();
        return
        [
            .. registered.GroupBy(name => name).Where(same => same.Count() > 1)
                .Select(same => $"it offers {same.Key} twice"),
            .. registered.Except(offered).Select(name => $"it registers {name}, which its plugin.json does not name"),
            .. offered.Except(registered).Select(name => $"its plugin.json names {name}, which it does not register")
        ];
    }
}
