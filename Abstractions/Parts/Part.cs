using static TorchSharp.torch.nn;

namespace Melange;

/// <summary>A part that a config chose, ready to be built: its id, and how.</summary>
/// <remarks>
/// An options record that has a property of this type has a slot of its own: <c>"attention": { "use": "f2f" }</c>.
/// </remarks>
/// <typeparam name="TContract">The role: <see cref="IReferenceAttention"/>.</typeparam>
/// <typeparam name="TContext">What it is built for: <see cref="AttentionSite"/>.</typeparam>
/// <param name="id">Its id within the slot.</param>
/// <param name="build">Builds one for a context.</param>
/// <param name="watch">Puts the host's watch around one; null for none.</param>
public sealed class Part<TContract, TContext>(
    string id, Func<TContext, TContract> build, Func<TContract, TContext, TContract>? watch = null)
{
    /// <summary>The part's id within its slot: <c>f2f</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Builds one for a context; each call gives another.</summary>
    public TContract Build(TContext context) => build(context);

    /// <summary>A built part under the host's watch: what it gives back is checked, its failures name it.</summary>
    /// <remarks>It is no module: the part that was built holds the weights.</remarks>
    /// <param name="part">What <see cref="Build"/> gave.</param>
    /// <param name="context">The context it was built for.</param>
    public TContract Watched(TContract part, TContext context) => watch is null ? part : watch(part, context);

    /// <summary>Builds one into a module, whose weights then include the part's, and puts it under watch.</summary>
    /// <param name="owner">The module.</param>
    /// <param name="name">The part's name within it: what its state_dict keys start with.</param>
    /// <param name="context">What it is built for.</param>
    /// <returns>The part to call; the owner disposes of it.</returns>
    public TContract BuildInto(Module owner, string name, TContext context)
    {
        var part = build(context);
        if (part is Module weights)
            owner.register_module(name, weights);
        return Watched(part, context);
    }

    /// <summary>Builds one without weights, under watch.</summary>
    public TContract BuildWatched(TContext context) => Watched(build(context), context);
}
