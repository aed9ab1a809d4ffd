namespace Melange;

/// <summary>What a file of another program tells about one part.</summary>
/// <param name="Options">Options of the part by their keys in the config: numbers and texts.</param>
/// <param name="Names">The part's own state_dict key for each name of the file that is its.</param>
public sealed record ForeignPart(
    IReadOnlyDictionary<string, object> Options, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Phonemes by their ids, where the part knows them; id 0 is padding.</summary>
    public IReadOnlyList<string> Phonemes { get; init; } = [];

    /// <summary>How many phoneme ids the weights are for; 0 where the part does not know.</summary>
    public long PhonemeCount { get; init; }

    /// <summary>What stands before the name of a phoneme in <see cref="Phonemes"/>: <c>@</c>; mostly nothing.</summary>
    public string PhonemePrefix { get; init; } = "";

    /// <summary>The phoneme that stands between any two others and at both ends; empty for none.</summary>
    public string Blank { get; init; } = "";

    /// <summary>Options by their keys whose value a tensor of the file holds: the tensor's name there.</summary>
    /// <remarks>Such a tensor has one element, and is no weight of the part.</remarks>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Speakers by their indices, where the part knows them.</summary>
    public IReadOnlyList<string> Speakers { get; init; } = [];
}
