using System.Buffers.Binary;
using System.Text;

namespace Melange.Bench;

/// <summary>Damages safetensors files in many ways, most of them aimed at one rule of the format.</summary>
internal static class SafetensorsMutations
{
    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "7", "8", "-1", "-0", "1.5", "1e3", "4294967296", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "99999999999999999999999", "\"4\"", "null", "true", "[1]", "{}"
    ];

    private static readonly string[] Kinds =
    [
        "\"F32\"", "\"F64\"", "\"F16\"", "\"BF16\"", "\"I64\"", "\"I32\"", "\"I16\"", "\"I8\"", "\"U8\"", "\"BOOL\"",
        "\"C64\"", "\"F8_E4M3\"", "\"f32\"", "\"\"", "7", "null", "[]", "\"\\u0000\""
    ];

    private static readonly string[] Names =
    [
        "\"\"", "\"__metadata__\"", "\"\\ud800\"", "\"a\\nb\"", "\"\\u0000\"", "\"../x\"", "\"'\"", "dtype",
        "\"\u00e9\""
    ];

    /// <summary>Every way by its name; each takes a whole file and gives another.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], Random, byte[]> Apply)> All { get; } =
    [
        ("whole", (file, _) => file),
        ("order of entries", (file, random) => Draft(file, draft => Shuffle(draft, random))),
        ("cut short", (file, random) => file[..random.Next(file.Length)]),
        ("made longer", (file, random) => [.. file, .. Bytes(random, 1 + random.Next(64))]),
        ("random bytes", (_, random) => Bytes(random, random.Next(300))),
        ("random header", (file, random) => HeaderDraft.Join(Bytes(random, random.Next(200)), file)),
        ("flipped bits", FlipBits),
        ("length", ChangeLength),
        ("dtype", (file, random) => Change(file, random, "dtype", Kinds)),
        ("one size", (file, random) => ChangeNumber(file, random, "shape")),
        ("whole shape", (file, random) => Replace(file, random, "shape", Shape(random))),
        ("one offset", (file, random) => ChangeNumber(file, random, "data_offsets")),
        ("both offsets", (file, random) =>
            Replace(file, random, "data_offsets", $"[{Number(random)},{Number(random)}]")),
        ("offsets moved", MoveOffsets),
        ("entry twice", (file, random) => Draft(file, draft => draft.Entries.Add(Any(draft.Entries, random)))),
        ("entry left out", (file, random) => Draft(file, draft => draft.Entries.Remove(Any(draft.Entries, random)))),
        ("key twice", (file, random) => Pairs(file, random, pairs => pairs.Add(Any(pairs, random)))),
        ("key left out", (file, random) => Pairs(file, random, pairs => pairs.Remove(Any(pairs, random)))),
        ("key unknown", (file, random) => Pairs(file, random, pairs => pairs.Add(new("\"x\"", Number(random))))),
        ("odd name", RenameEntry),
        ("many axes", (file, random) => Replace(file, random, "shape", Axes(60 + random.Next(9)))),
        ("data", (file, random) => Draft(file, draft => random.NextBytes(draft.Data))),
        ("huge tensor", GrowBeyondFile),
        ("deep value", (file, random) => Pairs(file, random, pairs => pairs[0] = new("\"dtype\"", Deep(random)))),
        ("character", ChangeCharacter)
    ];

    private static byte[] FlipBits(byte[] file, Random random)
    {
        var damaged = file.ToArray();
        for (var flips = 1 + random.Next(4); flips > 0; flips--)
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
        return damaged;
    }

    private static byte[] ChangeLength(byte[] file, Random random)
    {
        var damaged = file.ToArray();
        var length = BinaryPrimitives.ReadInt64LittleEndian(file);
        BinaryPrimitives.WriteInt64LittleEndian(damaged, random.Next(4) switch
        {
            0 => length + random.Next(-9, 10),
            1 => random.NextInt64(long.MinValue, long.MaxValue),
            2 => random.NextInt64(file.Length * 2),
            _ => long.MaxValue - random.Next(9)
        });
        return damaged;
    }

    private static byte[] MoveOffsets(byte[] file, Random random) => Draft(file, draft =>
    {
        var move = random.Next(-16, 17);
        var from = random.Next(draft.Entries.Count);
        foreach (var entry in draft.Entries.Skip(from).Take(1 + random.Next(3)))
            Set(entry, "data_offsets", value => Moved(value, move));
    });

    private static string Moved(string offsets, long move) =>
        $"[{string.Join(',', offsets.Trim('[', ']').Split(',').Select(number => long.Parse(number, null) + move))}]";

    // Shape and offsets agree; only the file has not so many bytes.
    private static byte[] GrowBeyondFile(byte[] file, Random random) => Draft(file, draft =>
    {
        var size = 1L << random.Next(8, 60);
        var entry = Any(draft.Entries, random);
        Set(entry, "dtype", _ => "\"U8\"");
        Set(entry, "shape", _ => $"[{size}]");
        Set(entry, "data_offsets", offsets =>
        {
            var begin = long.Parse(offsets.Trim('[', ']').Split(',')[0], null);
            return $"[{begin},{begin + size}]";
        });
    });

    private static string Axes(int count) => $"[{string.Join(',', Enumerable.Repeat(1, count))}]";

    private static byte[] RenameEntry(byte[] file, Random random) => Draft(file, draft =>
    {
        var at = random.Next(draft.Entries.Count);
        var name = random.Next(8) == 0 ? $"\"{new string('n', 2000)}\"" : Any(Names, random);
        draft.Entries[at] = draft.Entries[at] with { Name = name };
    });

    private static byte[] ChangeCharacter(byte[] file, Random random)
    {
        var draft = HeaderDraft.Of(file);
        var text = new StringBuilder(draft.ToJson());
        var at = random.Next(text.Length);
        if (random.Next(2) == 0)
            text.Remove(at, 1);
        else
            text.Insert(at, Any(["{", "}", "[", "]", ",", ":", "\"", "\\", "/", " ", "0", "\0", "\u00ff"], random));
        return HeaderDraft.Join(Encoding.UTF8.GetBytes(text.ToString()), draft.Data);
    }

    private static byte[] ChangeNumber(byte[] file, Random random, string key) =>
        Draft(file, draft => Set(Any(draft.Entries, random), key, value =>
        {
            var numbers = value.Trim('[', ']').Split(',');
            numbers[random.Next(numbers.Length)] = Number(random);
            return $"[{string.Join(',', numbers)}]";
        }));

    private static byte[] Change(byte[] file, Random random, string key, string[] values) =>
        Replace(file, random, key, Any(values, random));

    private static byte[] Replace(byte[] file, Random random, string key, string value) =>
        Draft(file, draft => Set(Any(draft.Entries, random), key, _ => value));

    private static byte[] Pairs(byte[] file, Random random, Action<List<HeaderDraft.Pair>> change) =>
        Draft(file, draft => change(Any(draft.Entries, random).Pairs));

    private static byte[] Draft(byte[] file, Action<HeaderDraft> change)
    {
        var draft = HeaderDraft.Of(file);
        change(draft);
        return draft.ToFile();
    }

    private static void Shuffle(HeaderDraft draft, Random random)
    {
        var entries = draft.Entries.ToArray();
        random.Shuffle(entries);
        draft.Entries.Clear();
        draft.Entries.AddRange(entries);
    }

    private static void Set(HeaderDraft.Entry entry, string key, Func<string, string> value)
    {
        var at = entry.Pairs.FindIndex(pair => pair.Key == $"\"{key}\"");
        if (at >= 0) // metadata has none
            entry.Pairs[at] = entry.Pairs[at] with { Value = value(entry.Pairs[at].Value) };
    }

    private static string Shape(Random random)
    {
        var axes = random.Next(random.Next(5) == 0 ? 100 : 6);
        return $"[{string.Join(',', Enumerable.Range(0, axes).Select(_ => Number(random)))}]";
    }

    private static string Deep(Random random)
    {
        var depth = 1 + random.Next(200);
        return new string('[', depth) + new string(']', depth);
    }

    private static string Number(Random random) =>
        random.Next(3) == 0 ? $"{random.NextInt64(1L << random.Next(1, 63))}" : Any(Numbers, random);

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T Any<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];
}
