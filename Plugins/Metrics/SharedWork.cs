using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Melange.Plugins;

/// <summary>Keeps what several metrics make of one object, as long as the object lives.</summary>
/// <remarks>
/// Pitch and paths cost most of what measuring costs: the first metric that needs one makes it. What is kept depends on
/// the object and the key alone, is no tensor, and goes with the object.
/// </remarks>
internal static class SharedWork
{
    private static readonly ConditionalWeakTable<object, ConcurrentDictionary<object, object>> Made = [];

    /// <summary>What was made, or is made now.</summary>
    /// <param name="owner">What it is made of: a pair, a recording.</param>
    /// <param name="key">What is made and with which settings: equal keys, equal results.</param>
    /// <param name="make">Makes it.</param>
    public static T Of<T>(object owner, object key, Func<T> make) where T : class
    {
        ArgumentNullException.ThrowIfNull(owner);
        return (T)Made.GetOrCreateValue(owner).GetOrAdd(key, _ => make());
    }
}
