using Melange;

namespace PartSpace;

/// <summary>Settings of <see cref="PartName"/>.</summary>
public sealed record PartNameOptions
{
    /// <summary>The list of words, from the folder that the program is started in.</summary>
    public required string Path { get; init; }

    /// <summary>The phoneme of a pause. Not empty; default pau.</summary>
    public string Pause { get; init; } = "pau";

    /// <summary>Returns these options if every rule holds.</summary>
    /// <exception cref="OptionsException">A rule is broken; the message lists every broken one.</exception>
    public PartNameOptions Validated() => OptionsException.ThrowIfAny(this, Problems());

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Path))
            yield return "Path must not be empty.";
        if (string.IsNullOrWhiteSpace(Pause))
            yield return "Pause must not be empty.";
    }
}
