namespace Melange.Plugins.Tests.Noise;

public sealed class PhonemeFramesTests
{
    // a letter is a phoneme, a dot is padding
    [Theory]
    [InlineData("aab", "xaab", new long[] { 1, 2, 3 })]                  // as long as the reference's run
    [InlineData("aaaa", "xaa", new long[] { 1, 1, 2, 2 })]               // stretched
    [InlineData("aa", "aaaaa", new long[] { 0, 2 })]                     // pressed: 0·5/2, 1·5/2
    [InlineData("aaa", "xaa", new long[] { 1, 1, 2 })]                   // 0·2/3, 1·2/3, 2·2/3
    [InlineData("acab", "aba", new long[] { 0, -1, 2, 1 })]              // run k takes run k; c is absent
    [InlineData("axaxaxa", "aba", new long[] { 0, -1, 2, -1, 0, -1, 2 })] // run k takes run k mod 2
    [InlineData("a.aa", "a..aa", new long[] { 0, -1, 3, 4 })]            // padding is no phoneme, and parts runs
    [InlineData("ab", "..", new long[] { -1, -1 })]                      // no reference
    public void Taken_Runs_AreMatchedInTurnAndStretched(string target, string reference, long[] expected) =>
        Assert.Equal(expected, PhonemeFrames.Taken(Phonemes(target), Phonemes(reference)));

    private static List<long?> Phonemes(string letters) =>
        [.. letters.Select(letter => letter == '.' ? (long?)null : letter)];
}
