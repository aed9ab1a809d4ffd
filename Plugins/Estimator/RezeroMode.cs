namespace Melange.Plugins;

/// <summary>What becomes of the scalar g before a site's attention.</summary>
public enum RezeroMode
{
    /// <summary>g is trained, from its starting value.</summary>
    Learned,

    /// <summary>g keeps its starting value.</summary>
    Fixed,

    /// <summary>There is no g: attention is added as it is.</summary>
    None
}
