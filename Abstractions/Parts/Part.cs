namespace Melange;

/// <summary>A part that a config chose, ready to be built: its id, and how.</summary>
/// <remarks>
/// An options record that has a property of this type has a slot of its own: <c>"attention": { "use": "f2f" }</c>.
/// </remarks>
/// <typeparam name="TContract">The role: <see cref="IReferenceAttention"/>.</typeparam>
/// <typeparam name="TContext">What it is built for: <see cref="AttentionSite"/>.</typeparam>
/// <param name="id">Its id within the slot.</param>
/// <param name="build">Builds one for a context.</param>
public sealed class Part<TContract, TContext>(string id, Func<TContext, TContract> build)
{
    /// <summary>The part's id within its slot: <c>f2f</c>.</summary>
    public string Id { get; } = id;

    /// <summary>Builds one for a context; each call gives another.</summary>
    public TContract Build(TContext context) => build(context);
}
