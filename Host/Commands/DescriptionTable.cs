using System.Text.Json;
using Melange.Host.Configs;
using Melange.Host.Describing;
using Melange.Host.Plugins;
using Spectre.Console;

namespace Melange.Host.Commands;

/// <summary>Prints what is known of parts and their options.</summary>
internal sealed class DescriptionTable(IAnsiConsole console)
{
    private const int WidthOfFiles = 120;

    /// <summary>Prints the parts of a slot with one sentence each.</summary>
    public void PrintSlot(IReadOnlyList<CatalogPart> parts)
    {
        var table = Table("id", "plugin", "what it is for");
        foreach (var part in parts)
            table.AddRow(Markup.Escape(part.Id), Markup.Escape(PluginOf(part)),
                Markup.Escape(
                DescribedPart.FailureOf(part) ?? XmlDocumentation.Summary(part.Registration.PartType)));
        Write(table);
    }

    /// <summary>Prints one part with all its options.</summary>
    public void PrintPart(DescribedPart described)
    {
        var part = described.Part;
        Say($"{part.Slot} '{part.Id}' of {PluginOf(part)}");
        foreach (var text in new[] { described.Summary, described.Remarks }.Where(text => text.Length > 0))
            Say($"\n{text}");
        Say("");
        if (described.Options.Count == 0)
            Say("It has no options.");
        else
            PrintOptions(described.Options);
    }

    /// <summary>Prints the options of a section of the host's own.</summary>
    public void PrintRecord(Type record)
    {
        Say($"{XmlDocumentation.Summary(record)}\n");
        PrintOptions(DescribedOption.AllOf(record));
    }

    private void PrintOptions(IReadOnlyList<DescribedOption> options)
    {
        Write(OptionsOf(options));
        foreach (var line in Choices(options))
            Say(line);
    }

    private static Table OptionsOf(IReadOnlyList<DescribedOption> options)
    {
        var table = Table("option", "type", "default", "range", "meaning");
        foreach (var (path, option) in DescribedPart.Flat(options))
            table.AddRow([.. new[]
            {
                path, OptionText.TypeOf(option.Type),
                option.IsRequired ? "required" : OptionText.Of(option.Default),
                option.Range.ToString(), option.Text
            }.Select(Markup.Escape)]);
        return table;
    }

    private static IEnumerable<string> Choices(IReadOnlyList<DescribedOption> options) =>
        from entry in DescribedPart.Flat(options)
        let type = entry.Option.Type is { IsPerSite: true } or { IsList: true }
            ? OptionType.Of(entry.Option.Type.ItemType) : entry.Option.Type
        where type.Type.IsEnum
        from name in Enum.GetNames(type.Type)
        select $"{entry.Path} {JsonNamingPolicy.KebabCaseLower.ConvertName(name)}: "
            + XmlDocumentation.Summary(type.Type, name);

    private static string PluginOf(CatalogPart part) => $"{part.Plugin.Id}@{part.Plugin.Version}";

    private static Table Table(params string[] columns) =>
        new Table { Border = TableBorder.Minimal }.AddColumns(columns);

    private void Write(Table table)
    {
        FileWidth.Set(console, WidthOfFiles);
        console.Write(table);
    }

    private void Say(string line)
    {
        FileWidth.Set(console, WidthOfFiles);
        console.WriteLine(line);
    }
}
