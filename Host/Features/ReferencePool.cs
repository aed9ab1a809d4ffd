using System.Collections;

namespace Melange.Host.Features;

/// <summary>Knows the possible references of any utterance without looking through the corpus.</summary>
/// <param name="training">The training utterances.</param>
/// <param name="rule">Which of them may be a reference of which.</param>
internal sealed class ReferencePool(IReadOnlyList<PreparedUtterance> training, ReferenceRule rule)
{
    private static readonly (IReadOnlyList<PreparedUtterance> All, Dictionary<string, List<int>> ByText) Nobody =
        ([], []);

    private readonly Dictionary<(int Speaker, int Emotion), (IReadOnlyList<PreparedUtterance> All,
        Dictionary<string, List<int>> ByText)> groups = training.GroupBy(utterance => Style(utterance, rule))
            .ToDictionary(group => group.Key, group => ((IReadOnlyList<PreparedUtterance>)[.. group], ByText(group)));

    /// <summary>The references of an utterance, in the corpus' order.</summary>
    public IReadOnlyList<PreparedUtterance> For(PreparedUtterance target)
    {
        var (all, byText) = groups.GetValueOrDefault(Style(target, rule), Nobody);
        return byText.TryGetValue(target.Source.Text, out var same) ? new AllBut(all, same) : all;
    }

    private static (int Speaker, int Emotion) Style(PreparedUtterance utterance, ReferenceRule rule) => rule switch
    {
        ReferenceRule.SameStyle => (utterance.Speaker, utterance.Emotion),
        ReferenceRule.SameSpeaker => (utterance.Speaker, 0),
        _ => (0, 0)
    };

    private static Dictionary<string, List<int>> ByText(IEnumerable<PreparedUtterance> group)
    {
        var places = new Dictionary<string, List<int>>();
        foreach (var (place, utterance) in group.Index())
            if (places.TryGetValue(utterance.Source.Text, out var same))
                same.Add(place);
            else
                places[utterance.Source.Text] = [place];
        return places;
    }

    // A list without some of its items; their places rise.
    private sealed class AllBut(IReadOnlyList<PreparedUtterance> all, List<int> without)
        : IReadOnlyList<PreparedUtterance>
    {
        public int Count => all.Count - without.Count;

        public PreparedUtterance this[int index]
        {
            get
            {
                foreach (var place in without)
                    if (place <= index)
                        index++;
                return all[index];
            }
        }

        public IEnumerator<PreparedUtterance> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
