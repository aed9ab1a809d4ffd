using Melange.Host.Assembly.Options;
using Melange.Host.Configs;
using Melange.Host.Features;

namespace Melange.Host.Experiments;

/// <summary>Finds edits that name what texts and references do not have, before any work.</summary>
/// <param name="options">The run.</param>
/// <param name="inventory">What the corpus names.</param>
/// <param name="config">Where the edits stand.</param>
public sealed class EditCheck(RunOptions options, CorpusInventory inventory, LayeredConfig config)
{
    /// <summary>Checks the edits against every text that is to be spoken, and its reference.</summary>
    /// <param name="pairs">Phoneme ids of each text, and its reference.</param>
    /// <returns>A fault for each phoneme that no text has, and each span that some reference does not reach.</returns>
    public IReadOnlyList<Fault> Run(IReadOnlyList<(long[] PhonemeIds, PreparedUtterance Reference)> pairs)
    {
        var spoken = pairs.SelectMany(pair => pair.PhonemeIds).Select(id => inventory.Phonemes[(int)id]).ToHashSet();
        var shortest = pairs.MinBy(pair => pair.Reference.Frames).Reference;
        return [.. options.Synthesis.Edits.SelectMany(edit => Phonemes(edit.Key, edit.Value, spoken)),
            .. options.Synthesis.Edits.SelectMany(edit => Span(edit.Key, edit.Value, shortest))];
    }

    private IEnumerable<Fault> Phonemes(string name, EditOptions edit, HashSet<string> spoken)
    {
        var path = $"synthesis:edits:{name}:phonemes";
        foreach (var phoneme in edit.Phonemes.Where(phoneme => !spoken.Contains(phoneme)))
            if (inventory.Phonemes.Skip(1).Contains(phoneme))
                yield return config.FaultAt(path, $"synthesis.edits.{name} names '{phoneme}', which the text lacks: "
                    + $"it has {string.Join(", ", spoken.Order(StringComparer.Ordinal))}.");
            else
                yield return config.FaultAt(path, $"synthesis.edits.{name} names '{phoneme}', which the corpus lacks."
                    + $"{NearestName.Suggest(phoneme, [.. inventory.Phonemes.Skip(1)])} "
                    + $"Known: {string.Join(", ", inventory.Phonemes.Skip(1))}.");
    }

    private IEnumerable<Fault> Span(string name, EditOptions edit, PreparedUtterance reference)
    {
        var seconds = reference.Frames / options.Features.FrameRateHz;
        if (edit.Link != LinkEdit.None && edit.From >= seconds)
            yield return config.FaultAt($"synthesis:edits:{name}:from",
                $"synthesis.edits.{name}.from must lie within every reference, but was {edit.From}, "
                + $"and '{reference.Source.Id}' has {Math.Round(seconds, 2)} seconds.");
    }
}
