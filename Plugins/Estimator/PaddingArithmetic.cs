namespace Melange.Plugins;

/// <summary>What padding may do to real frames.</summary>
public enum PaddingArithmetic
{
    /// <summary>Nothing: group norms and self attention count real frames only.</summary>
    Exact,

    /// <summary>What it does in official Grad-TTS: group norms and linear attention count padding too.</summary>
    AsPublished
}
