namespace Melange.Plugins;

/// <summary>Settings of <see cref="AlwaysGate"/> and <see cref="NeverGate"/>.</summary>
public sealed record GateOptions
{
    /// <summary>
    /// What attention may look at: any (default), phoneme, phoneme-without-stress or class. What enters is the gate's.
    /// </summary>
    public PhonemeRule Match { get; init; } = PhonemeRule.Any;

    /// <summary>Classes of phonemes beside the known ones, by phoneme; read where classes are. Default none.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public GateOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Classes.Count > 0 && Match != PhonemeRule.Class)
            yield return "Classes must be left out where Match is not class.";
    }
}
