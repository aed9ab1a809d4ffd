namespace Melange.Plugins;

/// <summary>Settings of <see cref="IntelligibilityMetrics"/>.</summary>
public sealed record IntelligibilityOptions
{
    /// <summary>Folder of pocketsphinx' model: <c>en-us</c>, <c>en-us.lm.bin</c>, <c>cmudict-en-us.dict</c>; default
    /// /usr/share/pocketsphinx/model/en-us.</summary>
    public string Model { get; init; } = "/usr/share/pocketsphinx/model/en-us";
    /// <summary>How long a pair may take, in seconds. Above 0, at most 86400; default 120.</summary>
    public double TimeoutSeconds { get; init; } = 120;

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public IntelligibilityOptions Validated() => OptionsException.ThrowIfAny(this,
        SpeechProgram.IsLimit(TimeoutSeconds) ? [] : [SpeechProgram.LimitProblem(TimeoutSeconds)]);
}
