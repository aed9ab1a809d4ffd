namespace Melange.Plugins;

/// <summary>Numbers as American English words, parted by spaces: without hyphens, without "and".</summary>
internal static class NumberWords
{
    /// <summary>The most digits that are read as one number: up to hundreds of trillions.</summary>
    public const int MostDigits = 15;

    private const int LeastYear = 1100;
    private const int MostYear = 2099;

    private static readonly string[] Small =
        ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            + "seventeen eighteen nineteen").Split(' ');

    private static readonly string[] Tens = ". . twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly (long Size, string Name)[] Scales =
    [
        (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"),
        (100, "hundred")
    ];

    private static readonly Dictionary<string, string> IrregularOrdinals = new()
    {
        ["one"] = "first",
        ["two"] = "second",
        ["three"] = "third",
        ["five"] = "fifth",
        ["eight"] = "eighth",
        ["nine"] = "ninth",
        ["twelve"] = "twelfth"
    };

    /// <summary>A whole number of at most <see cref="MostDigits"/> digits.</summary>
    public static string Cardinal(long number)
    {
        if (number < Small.Length)
            return Small[number];
        if (number < 100)
            return Joined(Tens[number / 10], number % 10);
        var (size, name) = Scales.First(scale => number >= scale.Size);
        return Joined($"{Cardinal(number / size)} {name}", number % size);
    }

    /// <summary>A place in an order: <c>twenty first</c>.</summary>
    public static string Ordinal(long number) => WithLastWord(Cardinal(number), last =>
        IrregularOrdinals.TryGetValue(last, out var ordinal) ? ordinal
            : last.EndsWith('y') ? $"{last[..^1]}ieth"
            : $"{last}th");

    /// <summary>More than one of it: <c>nineteen eighties</c>.</summary>
    public static string Plural(string words) => WithLastWord(words, last =>
        last.EndsWith('y') ? $"{last[..^1]}ies"
            : last.EndsWith('x') ? $"{last}es"
            : $"{last}s");

    /// <summary>Digit by digit.</summary>
    public static string Digits(string digits) => string.Join(' ', digits.Select(digit => Small[digit - '0']));

    /// <summary>
    /// A year as people say it, from 1100 to 2099: <c>nineteen oh five</c>; null for other numbers, and for 2000 to
    /// 2009, which are said like any number.
    /// </summary>
    public static string? Year(long number)
    {
        if (number is < LeastYear or > MostYear or >= 2000 and < 2010)
            return null;
        var century = Cardinal(number / 100);
        return (number % 100) switch
        {
            0 => $"{century} hundred",
            < 10 and var rest => $"{century} oh {Cardinal(rest)}",
            var rest => $"{century} {Cardinal(rest)}"
        };
    }

    private static string Joined(string words, long rest) => rest == 0 ? words : $"{words} {Cardinal(rest)}";

    private static string WithLastWord(string words, Func<string, string> change)
    {
        var last = words.LastIndexOf(' ') + 1;
        return words[..last] + change(words[last..]);
    }
}
