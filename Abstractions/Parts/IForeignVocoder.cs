namespace Melange;

/// <summary>Knows the files that another program saved of a vocoder that is the same network as one of ours.</summary>
/// <remarks>
/// Registered as a service with <c>AddForeignVocoder</c>. The host reads and writes the files; the folder that it
/// writes holds <c>weights.safetensors</c>, under the names of ours, and the program's <c>config.json</c> as it was.
/// </remarks>
public interface IForeignVocoder
{
    /// <summary>Whose files these are, as the import command names them: <c>hifi-gan</c>.</summary>
    string Format { get; }

    /// <summary>Finds the vocoder's weights in a file.</summary>
    /// <param name="config">The text of the config that the program keeps beside the weights.</param>
    /// <param name="shapes">Shape of every tensor of the file by its name there.</param>
    /// <returns>The vocoder; null where the file has none of it.</returns>
    /// <exception cref="OptionsException">The config is none, or states other sizes than the weights have; the message
    /// says which would fit.</exception>
    /// <exception cref="NotSupportedException">The file is of a variant that ours cannot take; the message says why.
    /// </exception>
    ForeignVocoder? Find(string config, IReadOnlyDictionary<string, long[]> shapes);
}

/// <summary>What a file of another program tells about a vocoder.</summary>
/// <param name="Names">Our name for each name of the file that is the vocoder's.</param>
/// <param name="Wanted">The shape of each weight that it must have, under our names.</param>
public sealed record ForeignVocoder(
    IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, long[]> Wanted)
{
    /// <summary>The log-mels that it is made for.</summary>
    public required AudioFormat Mel { get; init; }
}
