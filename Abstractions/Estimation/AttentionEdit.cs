namespace Melange;

/// <summary>How a person edits the attention of one synthesis.</summary>
/// <remarks>After Hertz et al. 2022 (prompt-to-prompt), section 3.1, with phonemes in the place of words.</remarks>
/// <param name="Scale">Factor on what attention gives each target frame, <c>[B, T]</c>; null for 1.</param>
/// <param name="Links">Links to reference frames that are forced or forbidden; null for none.</param>
public sealed record AttentionEdit(Tensor? Scale, ReferenceLinks? Links);
