namespace Melange.Plugins.Tests.Attention;

/// <summary>Weights and inputs chosen so that every weight of the map is known.</summary>
internal static class HandMade
{
    private const double Ln2 = 0.6931471805599453;
    private const double Ln3 = 1.0986122886681098;

    /// <summary>One channel, two bins, one reference feature.</summary>
    public static AttentionSite Site { get; } = new("mid", Level: 0, Channels: 1, Bins: 2, ReferenceWidth: 1);

    /// <summary>Three reference frames whose exponentials are 1, 2 and 3; both target frames may look at all.</summary>
    public static AttentionInput Input(IProbe probe) => new(
        tensor([0, Ln2, Ln3], dtype: float32).view(1, 1, 3), ones(1, 2, dtype: ScalarType.Bool),
        ones(1, 2, 3, dtype: ScalarType.Bool), probe);

    /// <summary>A row that shares its weight evenly, and one that follows 1, 2, 3.</summary>
    public static float[] Even { get; } = [1 / 3f, 1 / 3f, 1 / 3f];

    public static float[] Rising { get; } = [1 / 6f, 2 / 6f, 3 / 6f];

    /// <summary>What the two rows gather of the three reference values.</summary>
    public static float OfEven { get; } = (float)((Ln2 + Ln3) / 3);

    public static float OfRising { get; } = (float)((2 * Ln2 + 3 * Ln3) / 6);

    public static void Set(nn.Module module, params (string Name, float[] Values)[] weights)
    {
        using var off = no_grad();
        var state = module.state_dict();
        foreach (var (name, values) in weights)
            state[name].copy_(tensor(values).view(state[name].shape));
    }
}
