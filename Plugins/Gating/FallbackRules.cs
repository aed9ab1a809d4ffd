namespace Melange.Plugins;

/// <summary>The rules that both fallback gates state of their options.</summary>
internal static class FallbackRules
{
    public static IEnumerable<string> Problems(
        PhonemeRule match, bool classFallback, IReadOnlyDictionary<string, string> classes)
    {
        if (classFallback && match is (PhonemeRule.Class or PhonemeRule.Any))
            yield return $"ClassFallback must be false where Match is {(match == PhonemeRule.Any ? "any" : "class")}.";
        if (classes.Count > 0 && match != PhonemeRule.Class && !classFallback)
            yield return "Classes must be left out where neither Match is class nor ClassFallback is true.";
    }
}
