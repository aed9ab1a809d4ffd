using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Melange.Host.Plugins;

namespace Melange.Host.Checking;

/// <summary>Asks all plugins what a folder is.</summary>
internal static class CorpusLook
{
    private const string Phonemizer = "phonemizer";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>What a folder is: as somebody published it, before recordings in folders.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="alignments">The folder of an aligner's TextGrids; null where there is none.</param>
    /// <param name="catalog">The plugins.</param>
    /// <exception cref="FaultException">There is no such folder, or no plugin knows it.</exception>
    public static FoundCorpus Find(string path, string? alignments, PluginCatalog catalog)
    {
        List<Fault> missing = [.. new[] { path, alignments }.OfType<string>().Where(folder => !Directory.Exists(folder))
            .Select(folder => new Fault(folder, 0, "it must be a folder, but does not exist."))];
        if (missing.Count > 0)
            throw new FaultException(missing);
        var leftOut = new List<string>();
        var found = catalog.Services<ICorpusLayout>(failed => leftOut.Add($" A plugin was left out: {failed.Message}"))
            .Select(layout => layout.Find(path, alignments)).OfType<FoundCorpus>().ToList();
        return found.Find(corpus => corpus.IsPublished) ?? found.FirstOrDefault() ?? throw new FaultException([new(
            path, 0, "no plugin knows this folder: it must hold recordings, or be the folder that a published corpus "
            + $"unpacks to.{string.Concat(leftOut)}")]);
    }

    /// <summary>The section of a config that reads a corpus, as JSON, with a phonemizer where it needs one.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="catalog">The plugins, which bring the phonemizers.</param>
    public static string SectionOf(FoundCorpus corpus, PluginCatalog catalog)
    {
        var section = JsonNode.Parse(corpus.Section)!.AsObject();
        if (corpus.NeedsPhonemizer && PhonemizersOf(catalog) is [var first, ..])
            section[Phonemizer] = new JsonObject { ["use"] = first };
        return new JsonObject { ["corpus"] = section }.ToJsonString(Written);
    }

    /// <summary>The phonemizers that are installed, in ordinal order.</summary>
    public static IReadOnlyList<string> PhonemizersOf(PluginCatalog catalog) =>
        [.. catalog.Parts.Where(part => part.Slot == Phonemizer).Select(part => part.Id).Distinct()
            .Order(StringComparer.Ordinal)];
}
