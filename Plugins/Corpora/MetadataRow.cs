namespace Melange.Plugins;

/// <summary>One utterance as <c>metadata.csv</c> lists it.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Id">Unique name, and name of its files.</param>
/// <param name="Text">What is said.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Emotion">In which style.</param>
/// <param name="Phonemes">Its phonemes, parted by spaces; empty where the file says nothing of them.</param>
public sealed record MetadataRow(
    int Line, string Id, string Text, string Speaker, string Emotion, string Phonemes = "");
