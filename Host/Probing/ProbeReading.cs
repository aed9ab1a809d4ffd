using System.Globalization;
using Melange.Host.Features;
using Melange.Host.Synthesis;

namespace Melange.Host.Probing;

/// <summary>Turns a request into a question, or says everything that is wrong with it.</summary>
/// <param name="corpus">The trial's utterances and inventory.</param>
/// <param name="survey">The model's sites and heads.</param>
/// <param name="reader">Reads texts that no utterance of the corpus has; null where the run has no phonemizer.</param>
public sealed class ProbeReading(PreparedCorpus corpus, SiteSurvey survey, PhonemeReader? reader)
{
    private const int MostReferences = 2;
    private readonly List<Fault> faults = [];
    private readonly PhonemeNames names = new(corpus.Inventory.Phonemes);

    /// <summary>Reads a request; no tensor is touched.</summary>
    /// <exception cref="FaultException">Something in it does not exist; every fault is listed.</exception>
    public ProbeQuestion Read(ProbeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        faults.Clear();
        if (survey.Sites.Count == 0)
            Add("run", "its estimator shows no site to a probe: there is nothing to watch.");
        var text = faults.Try(() => SpokenText.Find(request.Text, corpus, reader));
        var references = References(request.References);
        var phonemes = Phonemes(request.Phonemes, text, references);
        var times = Times(request.Times);
        var sites = Sites(request.Sites);
        var heads = Heads(request.Heads, sites);
        if (request.MapMegabytes < 0)
            Add("--map-megabytes", $"must be at least 0, but was {request.MapMegabytes}.");
        if (faults.Count > 0)
            throw new FaultException([.. faults]);
        var choice = new ProbeChoice { Sites = sites, Heads = heads, ByBin = request.ByBin };
        return new(text!.Shown, text.PhonemeIds, references, phonemes, times, choice,
            request.MapMegabytes * ProbeQuestion.BytesOfMegabyte);
    }

    private List<PreparedUtterance> References(IReadOnlyList<string> ids)
    {
        if (ids.Count is 0 or > MostReferences)
            Add("--reference", $"must be given once or twice, but was given {ids.Count} times.");
        foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
            Add("--reference", $"'{twice.Key}' is given {twice.Count()} times: give another, or give it once.");
        var byId = corpus.Utterances.ToDictionary(utterance => utterance.Source.Id);
        foreach (var id in ids.Where(id => !byId.ContainsKey(id)))
            Add("--reference",
                $"no utterance of the corpus has the id '{id}'.{NearestName.Suggest(id, byId.Keys)}");
        return [.. ids.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    private List<long> Phonemes(string? list, SpokenText? text, List<PreparedUtterance> references)
    {
        if (list is null)
            return [.. (text?.PhonemeIds ?? []).Distinct()
                .Where(id => references.Exists(reference => reference.PhonemeIds.Contains(id)))];
        var found = new List<long>();
        foreach (var name in Parts(list))
            if (names.Find(name) is not { } id)
                Add("--phonemes", names.Problem(name));
            else if (text?.PhonemeIds.Contains(id) == false)
                Add("--phonemes", $"the text has no '{corpus.Inventory.Phonemes[(int)id]}'. "
                    + $"It has: {names.List(text.PhonemeIds)}.");
            else
                found.Add(id);
        return [.. found.Distinct()];
    }

    private List<double> Times(string list)
    {
        var times = new List<double>();
        foreach (var part in Parts(list))
            if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var time)
                && time is >= 0 and <= 1)
                times.Add(time);
            else
                Add("--times",
                    $"must be diffusion times from 0 (mel) to 1 (noise) parted by commas, but '{part}' is none.");
        if (times.Count == 0 && faults.TrueForAll(fault => fault.File != "--times"))
            Add("--times", "must name at least one diffusion time from 0 (mel) to 1 (noise).");
        return times;
    }

    private List<string>? Sites(string? list)
    {
        if (list is null)
            return null;
        var wanted = Parts(list);
        foreach (var site in wanted.Where(site => !survey.Sites.Contains(site)))
            Add("--sites", $"there is no site '{site}'.{NearestName.Suggest(site, survey.Sites)} "
                + $"Known: {string.Join(", ", survey.Sites)}.");
        return wanted;
    }

    private List<int>? Heads(string? list, IReadOnlyList<string>? chosen)
    {
        if (list is null)
            return null;
        var sites = survey.Heads.Keys.Where(site => chosen?.Contains(site) != false).ToList();
        if (sites.Count == 0 && chosen?.Except(survey.Sites).Any() != true)
            Add("--heads", "none of the sites shows an attention map: there is no head to choose.");
        var heads = new List<int>();
        foreach (var part in Parts(list))
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var head))
                Add("--heads", $"must be whole numbers from 0 parted by commas, but '{part}' is none.");
            else if (sites.FirstOrDefault(site => survey.Heads[site] <= head) is { } site)
                Add("--heads", $"there is no head {head} at {site}, which has {survey.Heads[site]}, counted from 0.");
            else
                heads.Add(head);
        return [.. heads.Distinct()];
    }

    private void Add(string option, string message) => faults.Add(new(option, 0, message));

    private static List<string> Parts(string list) =>
        [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}

/// <summary>What a person asks to see, in their own words.</summary>
/// <param name="Text">Id or exact text of an utterance, or phonemes parted by spaces.</param>
/// <param name="References">Ids of one or two utterances.</param>
public sealed record ProbeRequest(string Text, IReadOnlyList<string> References)
{
    /// <summary>Phonemes to draw, parted by commas; null for all that text and references share.</summary>
    public string? Phonemes { get; init; }

    /// <summary>Diffusion times in [0, 1], parted by commas.</summary>
    public string Times { get; init; } = "0.1,0.5,0.9";

    /// <summary>Sites to watch, parted by commas; null for all.</summary>
    public string? Sites { get; init; }

    /// <summary>Heads to keep, from 0, parted by commas; null for all.</summary>
    public string? Heads { get; init; }

    /// <summary>Whether to keep the map of each mel bin too.</summary>
    public bool ByBin { get; init; }

    /// <summary>How much all maps together may hold, in megabytes of 1,000,000 bytes.</summary>
    public int MapMegabytes { get; init; } = (int)(MapMemory.DefaultBytes / ProbeQuestion.BytesOfMegabyte);
}

/// <summary>A request in the words of the trial: utterances found, names turned into ids.</summary>
/// <param name="Text">What is spoken, for people to read.</param>
/// <param name="PhonemeIds">The text's phonemes, P in order.</param>
/// <param name="References">One or two references.</param>
/// <param name="Phonemes">Ids of the phonemes to draw.</param>
/// <param name="Times">Diffusion times in [0, 1].</param>
/// <param name="Choice">What to keep.</param>
/// <param name="MapBytes">How much all maps together may hold.</param>
public sealed record ProbeQuestion(
    string Text, long[] PhonemeIds, IReadOnlyList<PreparedUtterance> References, IReadOnlyList<long> Phonemes,
    IReadOnlyList<double> Times, ProbeChoice Choice, long MapBytes)
{
    /// <summary>Bytes of a megabyte.</summary>
    public const long BytesOfMegabyte = 1_000_000;
}
