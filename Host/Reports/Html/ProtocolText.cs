using Melange.Host.Assembly.Options;

namespace Melange.Host.Reports.Html;

/// <summary>Says in words what a protocol of the evaluation does.</summary>
internal static class ProtocolText
{
    private static readonly Dictionary<string, string> Words = new Dictionary<EvaluationProtocol, string>
    {
        [EvaluationProtocol.SameStyle] = "The reference is drawn from those that the target may have: other texts of "
            + "its speaker and emotion, if training.references says nothing else.",
        [EvaluationProtocol.MostOverlap] = "The reference is the one in which most of the target’s frames find their "
            + "phoneme: it flatters designs that match phonemes.",
        [EvaluationProtocol.LeastOverlap] = "The reference is the one in which the fewest of the target’s frames find "
            + "their phoneme.",
        [EvaluationProtocol.OtherEmotion] = "The reference is of the target’s speaker and emotion, but the model is "
            + "told another emotion: who speaks as the target took it from the reference.",
        [EvaluationProtocol.OtherSpeaker] = "The reference is of the target’s speaker and emotion, but the model is "
            + "told another speaker: who speaks as the target took it from the reference."
    }.ToDictionary(entry => EvaluationOptions.NameOf(entry.Key), entry => entry.Value);

    /// <summary>What it does; nothing of one that this version does not know.</summary>
    public static string Of(string protocol) => Words.GetValueOrDefault(protocol, "");
}
