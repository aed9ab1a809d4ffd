namespace Melange.Plugins;

/// <summary>How a site joins attention and hidden state, before the gate.</summary>
public enum SiteEnding
{
    /// <summary>hidden + g·attention, as Grad-TTS.</summary>
    Residual,

    /// <summary>LayerNorm over channels of mask·(hidden + g·attention): "ResNet → Mask → LayerNorm".</summary>
    ResidualMaskNorm
}
