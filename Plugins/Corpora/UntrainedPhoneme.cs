namespace Melange.Plugins;

/// <summary>A phoneme that no model could learn.</summary>
internal static class UntrainedPhoneme
{
    /// <summary>What is wrong with it.</summary>
    public static string Message(string phoneme) =>
        $"phoneme '{phoneme}' must occur in a training text, but only held-out texts have it.";
}
