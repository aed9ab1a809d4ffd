using Melange.Host.Synthesis;

namespace Melange.Host.Probing;

/// <summary>Keeps what the sites of a model do: states, maps, gates and rezero, each for itself.</summary>
/// <remarks>
/// Hang it on <see cref="EstimatorInput.Probe"/>. It keeps copies on the CPU, cut to the frames that any item of the
/// batch really has: a phoneme id of 0 is padding. A second call of the model replaces the first, site by site. Its
/// tensors live until it is disposed.
/// </remarks>
/// <param name="choice">What to keep; null for everything but the maps of each bin.</param>
/// <param name="memory">The room for attention maps; null for the default.</param>
public sealed class ModelProbe(ProbeChoice? choice = null, MapMemory? memory = null) : IProbe, IDisposable
{
    private readonly ProbeChoice choice = choice ?? new();
    private readonly MapMemory memory = memory ?? new(MapMemory.DefaultBytes);
    private readonly Dictionary<(string Site, string Quantity), Tensor> taken = [];
    private readonly Dictionary<(string Site, string Quantity), KeptMap> maps = [];
    private readonly Dictionary<string, Tensor> realTargets = [], realReferences = []; // bool [B, T], [B, R]
    private readonly HashSet<(string Site, string Quantity)> seen = [];
    private readonly List<string> sites = [];
    private readonly List<MapLeftOut> leftOut = [];

    /// <summary>What was kept, by site and quantity.</summary>
    public IReadOnlyDictionary<(string Site, string Quantity), Tensor> Taken => taken;

    /// <summary>The chosen sites that were met, in the order of the network.</summary>
    public IReadOnlyList<string> Sites => sites;

    /// <summary>The maps that the memory had no room for.</summary>
    public IReadOnlyList<MapLeftOut> LeftOut => leftOut;

    /// <inheritdoc/>
    /// <remarks>A map is computed for all heads at once: it must fit with all of them to be asked for.</remarks>
    public bool Wants(string site, string quantity, long entries)
    {
        if (!choice.Takes(site, quantity))
            return false;
        var bytes = entries * sizeof(float);
        var hasRoom = !IsMap(quantity) || memory.HasRoom(bytes, IsSpare(quantity));
        if (!hasRoom)
            leftOut.Add(new(site, quantity, bytes));
        return hasRoom;
    }

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        if (!seen.Add((site, quantity)))
            BeginAgain(site, quantity);
        if (quantity == ProbeQuantity.TargetPhonemes)
            Learn(site, value);
        else if (quantity == ProbeQuantity.ReferencePhonemes)
            Replace(realReferences, site, value.ne(0));
        if (!choice.Takes(site, quantity))
            return;
        if (!sites.Contains(site))
            sites.Add(site);
        var kept = OfHeads(Cut(value.detach(), site, quantity), quantity);
        if (!IsMap(quantity) || HasRoomFor(kept, (site, quantity)))
            taken[(site, quantity)] = Copy(kept);
    }

    /// <summary>The energy of a kept quantity over its valid entries.</summary>
    /// <exception cref="KeyNotFoundException">It was not kept.</exception>
    public Energy EnergyOf(string site, string quantity)
    {
        using var scope = NewDisposeScope();
        var value = taken[(site, quantity)];
        var targets = Along(realTargets, site, value, ProbeAxes.OfTargets(quantity));
        var references = Along(realReferences, site, value, ProbeAxes.OfReferences(quantity));
        return Energy.Of(value, targets is null ? references : references?.logical_and(targets) ?? targets);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in taken.Keys.ToList())
            Forget(key);
        foreach (var real in realTargets.Values.Concat(realReferences.Values))
            real.Dispose();
        realTargets.Clear();
        realReferences.Clear();
    }

    private static bool IsSpare(string quantity) => quantity == ProbeQuantity.AttentionMapByBin;

    private static bool IsMap(string quantity) => IsSpare(quantity) || quantity == ProbeQuantity.AttentionMap;

    private void BeginAgain(string site, string quantity)
    {
        seen.RemoveWhere(key => key.Site == site);
        seen.Add((site, quantity));
        Replace(realTargets, site, null);
        Replace(realReferences, site, null);
        foreach (var key in taken.Keys.Where(key => key.Site == site).ToList())
            Forget(key);
    }

    // Maps come before the phonemes that say which frames are real: they are cut when those come.
    private void Learn(string site, Tensor phonemes)
    {
        var real = phonemes.ne(0).cpu();                                            // [B, T]
        var last = real.any(0).to(int64).mul(arange(1, real.shape[1] + 1)).max().item<long>();
        Replace(realTargets, site, real.narrow(1, 0, last));
        foreach (var key in maps.Keys.Where(key => key.Site == site).ToList())
            Replace(taken, key, Cut(taken[key], site, key.Quantity));
    }

    private Tensor Cut(Tensor value, string site, string quantity)
    {
        var axis = ProbeAxes.OfTargets(quantity);
        return axis >= 0 && realTargets.TryGetValue(site, out var real)
            ? value.narrow(axis, 0, real.shape[1])
            : value;
    }

    private Tensor OfHeads(Tensor value, string quantity)
    {
        var axis = ProbeAxes.OfHeads(quantity);
        if (choice.Heads is null || axis < 0)
            return value;
        var heads = choice.Heads.Where(head => head < value.shape[axis]).Select(head => (long)head).ToArray();
        return value.index_select(axis, tensor(heads, device: value.device));
    }

    private bool HasRoomFor(Tensor map, (string Site, string Quantity) key)
    {
        var bytes = map.NumberOfElements * map.ElementSize;
        var kept = new KeptMap(bytes, IsSpare(key.Quantity), () => LeaveOut(key, bytes));
        if (memory.Take(kept))
            maps[key] = kept;
        else
            leftOut.Add(new(key.Site, key.Quantity, bytes));
        return maps.ContainsKey(key);
    }

    private void LeaveOut((string Site, string Quantity) key, long bytes)
    {
        Forget(key);
        leftOut.Add(new(key.Site, key.Quantity, bytes));
    }

    private void Forget((string Site, string Quantity) key)
    {
        if (maps.Remove(key, out var map))
            memory.Drop(map);
        if (taken.Remove(key, out var tensor))
            tensor.Dispose();
    }

    private static Tensor? Along(Dictionary<string, Tensor> real, string site, Tensor value, int axis)
    {
        if (axis < 0 || !real.TryGetValue(site, out var mask))
            return null;
        var shape = Enumerable.Repeat(1L, (int)value.ndim).ToArray();
        (shape[0], shape[axis]) = (mask.shape[0], mask.shape[1]);
        return mask.view(shape);                                                    // [B, 1, …, T or R, …]
    }

    private static Tensor Copy(Tensor value) => value.cpu().clone().contiguous().DetachFromDisposeScope();

    private static void Replace<TKey>(Dictionary<TKey, Tensor> tensors, TKey key, Tensor? value) where TKey : notnull
    {
        var copy = value is null ? null : Copy(value);
        if (tensors.Remove(key, out var old))
            old.Dispose();
        if (copy is not null)
            tensors[key] = copy;
    }
}

/// <summary>What a probe takes: by default everything but the maps of each bin.</summary>
public sealed record ProbeChoice
{
    /// <summary>The sites to watch; null for all.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>The heads whose maps are kept, from 0, each once; null for all.</summary>
    public IReadOnlyList<int>? Heads { get; init; }

    /// <summary>The quantities to keep, of <see cref="ProbeQuantity"/> or a part's own; null for all.</summary>
    public IReadOnlyList<string>? Quantities { get; init; }

    /// <summary>Whether the map of each mel bin is kept too, where each has its own.</summary>
    public bool ByBin { get; init; }

    /// <summary>Whether a quantity of a site is to be kept.</summary>
    public bool Takes(string site, string quantity) => Sites?.Contains(site) != false
        && (quantity == ProbeQuantity.AttentionMapByBin ? ByBin : Quantities?.Contains(quantity) != false);
}
