using Melange.Host.Assembly;

namespace Melange.Host.Probing;

/// <summary>Finds a model's sites, and how many heads each has, by one question of few frames.</summary>
public sealed class SiteSurvey : IProbe
{
    private const int Frames = 4;
    private readonly List<string> sites = [];
    private readonly Dictionary<string, int> heads = [];

    private SiteSurvey() { }

    /// <summary>The sites, in the order of the network.</summary>
    public IReadOnlyList<string> Sites => sites;

    /// <summary>Heads of each site that shows an attention map.</summary>
    public IReadOnlyDictionary<string, int> Heads => heads;

    /// <summary>Looks at a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">Any reference, B = 1.</param>
    public static SiteSurvey Of(SynthesisModel model, ReferenceBatch batch)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var survey = new SiteSurvey();
        model.Estimator.Score(model.ShortQuestion(batch, Frames) with { Probe = survey });
        return survey;
    }

    /// <inheritdoc/>
    public bool Wants(string site, string quantity, long entries) => quantity == ProbeQuantity.AttentionMap;

    /// <inheritdoc/>
    public void Record(string site, string quantity, Tensor value)
    {
        if (!sites.Contains(site))
            sites.Add(site);
        if (quantity == ProbeQuantity.AttentionMap)
            heads[site] = (int)value.shape[1];
    }
}
