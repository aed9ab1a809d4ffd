using Melange.Host.Configs;
using Melange.Host.Features;

namespace Melange.Host.Importing;

/// <summary>Says what the ids in foreign weights stand for.</summary>
internal static class ImportedInventory
{
    private const string OnlySpeaker = "0";
    private const string OnlyEmotion = "neutral";

    /// <summary>The names that the parts know, or those of a file of phonemes.</summary>
    /// <exception cref="FaultException">There must be a name for each id, and there is not.</exception>
    public static CorpusInventory Of(IReadOnlyList<ForeignPart> parts, ImportRequest request)
    {
        var speakers = parts.FirstOrDefault(part => part.Speakers.Count > 0)?.Speakers ?? [OnlySpeaker];
        var encoder = parts.FirstOrDefault(part => part.PhonemeCount > 0) ?? throw new InvalidDataException(
            "has no weights of a text encoder, so that it is not known which phonemes its ids stand for.");
        if (request.Phonemes is not null)
            return OfFile(request.Phonemes, speakers, encoder);
        if (encoder.Phonemes.Count != encoder.PhonemeCount)
            throw new InvalidDataException($"it has weights for {encoder.PhonemeCount} phoneme ids, but "
                + $"{request.Format} has {encoder.Phonemes.Count} symbols{OfBlank(encoder)}; --phonemes FILE says what "
                + "the ids stand for, one a line.");
        return new(encoder.Phonemes, speakers, [OnlyEmotion])
        {
            PhonemePrefix = encoder.PhonemePrefix,
            Blank = encoder.Blank
        };
    }

    // A blank that is none of the symbols has an id of its own, in files that have blanks.
    private static string OfBlank(ForeignPart encoder) =>
        encoder.Blank.Length > 0 && !encoder.Phonemes.Contains(encoder.Blank) ? ", and one more with blanks" : "";

    // A blank that is padding stays so, whatever the other ids are called.
    private static CorpusInventory OfFile(string file, IReadOnlyList<string> speakers, ForeignPart encoder)
    {
        var names = Names(file, encoder.PhonemeCount);
        var hasBlank = encoder.Blank.Length > 0 && encoder.Phonemes[0] == encoder.Blank;
        return new(names, speakers, [OnlyEmotion]) { Blank = hasBlank ? names[0] : "" };
    }

    private static string[] Names(string file, long count)
    {
        var names = File.Exists(file) ? InputFile.Lines(file)
            : throw new FaultException([new("--phonemes", 0, $"there is no file {file}.")]);
        if (names.Length != count)
            throw new FaultException([new(file, 0,
                $"it must have a line for each of the {count} phoneme ids, but has {names.Length}.")]);
        if (names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FaultException([new(file, 0,
                $"'{twice.Key}' must stand in it once, but does {twice.Count()} times.")]);
        return names;
    }
}
