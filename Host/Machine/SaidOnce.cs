namespace Melange.Host.Machine;

/// <summary>Says once what is true of several.</summary>
public static class SaidOnce
{
    private const int Named = 3;

    /// <summary>Brings together what is said in the same words, in the order in which it is said first.</summary>
    /// <param name="all">Of whom, and what.</param>
    /// <param name="name">What one is called.</param>
    public static IReadOnlyList<Said<T>> Of<T>(IEnumerable<(T Of, string Text)> all, Func<T, string> name) =>
        [.. all.GroupBy(one => one.Text).Select(same => new Said<T>(
            same.First().Of, same.Key, Rest([.. same.Skip(1).Select(one => name(one.Of))])))];

    private static string Rest(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        <= Named => $"So it is with {names.Count} more: {string.Join("; ", names)}.",
        _ => $"So it is with {names.Count} more, among them {string.Join("; ", names.Take(Named))}."
    };
}

/// <summary>What is true of several.</summary>
/// <param name="First">The first of whom it is true.</param>
/// <param name="Text">What is said of it.</param>
/// <param name="Others">A sentence that names the others shortly; empty where there are none.</param>
public sealed record Said<T>(T First, string Text, string Others)
{
    /// <summary>The text, and the others behind it.</summary>
    public override string ToString() => Others.Length == 0 ? Text : $"{Text.TrimEnd('.')}. {Others}";
}
