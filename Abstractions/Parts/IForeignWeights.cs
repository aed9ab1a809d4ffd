namespace Melange;

/// <summary>Knows the weights that another program saved of the same network as a part of ours.</summary>
/// <remarks>
/// Registered as a service with <c>AddForeignWeights</c>; the host puts the parts of a format together.
/// </remarks>
public interface IForeignWeights
{
    /// <summary>Whose files these are, as the import command names them: <c>grad-tts</c>.</summary>
    string Format { get; }

    /// <summary>The part's section in a config: <c>model.encoder</c>, <c>model.conditioning.speaker</c>; or another
    /// that the file tells of, as <c>features</c>, which has no weights.</summary>
    string Section { get; }

    /// <summary>Finds the part's weights in a file, and the options that their shapes tell.</summary>
    /// <param name="shapes">Shape of every tensor of the file by its name there.</param>
    /// <returns>The part; null where the file has none of it.</returns>
    /// <exception cref="NotSupportedException">The file is of a variant that the part cannot take; the message says
    /// why.</exception>
    ForeignPart? Find(IReadOnlyDictionary<string, long[]> shapes);
}
