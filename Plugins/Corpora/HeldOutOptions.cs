namespace Melange.Plugins;

/// <summary>What a corpus keeps out of training: texts that a file lists, or a share that a seed draws.</summary>
[ShortForm(nameof(File))]
public sealed record HeldOutOptions
{
    private const double UsualShare = 0.05;

    /// <summary>The file of texts kept out, one a line, in the corpus' folder; empty keeps none out. Default none.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Without a file, the share of the texts of each speaker and emotion. At least 0, below 1; default 0.05.
    /// </summary>
    public double? Share { get; init; }

    /// <summary>Draws the share: the same texts on every machine. At least 0; default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The share is drawn from what these speakers say; none for all. Default none.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];

    /// <summary>The share that is drawn, from 0.</summary>
    internal double Drawn => File is null ? Share ?? UsualShare : 0;

    /// <summary>The texts that a file lists.</summary>
    public static implicit operator HeldOutOptions(string file) => new() { File = file };

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public HeldOutOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (Share is not (null or (>= 0 and < 1)))
            yield return FormattableString.Invariant($"Share must be at least 0 and below 1, but was {Share}.");
        if (Seed < 0)
            yield return $"Seed must be at least 0, but was {Seed}.";
        if (File is not null && (Share is not null || Speakers.Count > 0))
            yield return $"File must stand without Share and Speakers, but was '{File}' beside them.";
    }
}
