using System.Text.Json.Nodes;

namespace Melange.Plugins;

/// <summary>Recognises the folders that the corpora of this plugin read.</summary>
public sealed class ShippedLayouts : ICorpusLayout
{
    private const string OurList = "held-out.txt";

    private static readonly (string Use, string Description, LayoutRoot Root,
        Func<CorpusFolder, FaultCollector, CorpusEntries> List)[] Published =
    [
        ("ljspeech", "LJSpeech", LjSpeechCorpus.Root, LjSpeechCorpus.Entries),
        ("vctk", "VCTK", VctkCorpus.Root, (folder, faults) => VctkCorpus.Entries(folder, new() { Path = "" }, faults)),
        ("esd", "ESD", EsdCorpus.Root, (folder, faults) => EsdCorpus.Entries(folder, new() { Path = "" }, faults)),
        ("libritts", "LibriTTS", LibriTtsCorpus.Root,
            (folder, faults) => LibriTtsCorpus.Entries(folder, new() { Path = "" }, faults))
    ];

    /// <inheritdoc/>
    public FoundCorpus? Find(string path, string? alignments)
    {
        var folder = new CorpusFolder(path, path);
        foreach (var (use, description, root, list) in Published)
            if (root.Near(folder) is { } near)
                return Found(description, Section(use, near, alignments), list, (near, alignments));
        if (!folder.File(MetadataLayout.FileName).Exists && !RecordingTree.HasAny(folder))
            return null;
        var section = Section("folder", folder, alignments);
        if (folder.File(OurList).Exists)
            section["heldOut"] = OurList;
        return Found("recordings in folders", section, (place, faults) => AudioFolderCorpus.Entries(
            place, new() { Path = "", Alignments = alignments ?? "" }, faults), (folder, alignments)) with
        {
            IsPublished = false
        };
    }

    private static JsonObject Section(string use, CorpusFolder folder, string? alignments)
    {
        var section = new JsonObject { ["use"] = use, ["path"] = folder.Name };
        if (alignments is not null)
            section["alignments"] = alignments;
        section["heldOut"] = new JsonObject { ["share"] = 0.05, ["seed"] = 1 };
        return section;
    }

    private static FoundCorpus Found(string description, JsonObject section,
        Func<CorpusFolder, FaultCollector, CorpusEntries> list, (CorpusFolder Folder, string? Alignments) place)
    {
        var faults = new FaultCollector();
        var listed = list(place.Folder, faults);
        if (place.Alignments is { } alignments)
            listed = AlignmentTree.Read(new(alignments, alignments)).Aligned(listed, faults);
        var look = new RecordingLook(listed.Entries, faults);
        return new(description, section.ToJsonString(), look.All())
        {
            Count = listed.Entries.Count,
            NeedsPhonemizer = !listed.HavePhonemes,
            Misfits = [.. faults.All, .. listed.LeftOut.Select(kind =>
                new Fault(place.Folder.Name, 0, $"left out, {kind.What}: {kind.Names.Count} ({kind.Some})."))]
        };
    }
}
