namespace Melange;

/// <summary>Says that one option of a record may stand for the whole section, if nothing else is to be said.</summary>
/// <remarks>
/// <c>"heldOut": "held-out.txt"</c> means <c>"heldOut": { "file": "held-out.txt" }</c>. A section knows all options.
/// </remarks>
/// <param name="option">Name of the property; its type is one of single values.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortFormAttribute(string option) : Attribute
{
    /// <summary>Name of the property.</summary>
    public string Option { get; } = option;
}
