using ArchUnitNET.Loader;
using Melange.Host.Machine;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Melange.Host.Tests.Docs;

/// <summary>One folder of the host knows another.</summary>
/// <param name="From">The folder that knows, as a namespace below the host's: <c>Reports.Sections</c>.</param>
/// <param name="To">The folder that is known.</param>
/// <param name="By">By what.</param>
internal sealed record RoomLink(string From, string To, string By)
{
    /// <summary>The room of a folder: <c>Reports</c>.</summary>
    public static string RoomOf(string folder) => folder.Split('.')[0];
}

/// <summary>All that folders of the host know of each other.</summary>
/// <remarks>
/// From the compiled program; and from the sources, since the compiler leaves no trace of a constant's or a
/// documentation's origin. The program's entry, which is in no room, is left out.
/// </remarks>
internal static class RoomLinks
{
    private const string Root = "Melange.Host.";
    private static readonly Lazy<IReadOnlyList<RoomLink>> Found = new(() => [.. Compiled().Concat(Written())
        .Where(link => link.From.Length > 0 && link.To.Length > 0 && link.From != link.To)]);

    public static IReadOnlyList<RoomLink> All => Found.Value;

    private static IEnumerable<RoomLink> Compiled() =>
        from type in new ArchLoader().LoadAssembly(typeof(ExitCode).Assembly).Build().Types
        from dependency in type.Dependencies
        select new RoomLink(FolderOf(type.Namespace?.FullName), FolderOf(dependency.Target.Namespace?.FullName),
            $"{type.Name} uses {dependency.Target.Name}");

    private static IEnumerable<RoomLink> Written() =>
        from root in RepositorySources.Roots
        let file = root.SyntaxTree.FilePath
        where file.StartsWith("Host/", StringComparison.Ordinal)
        from line in root.DescendantNodes().OfType<UsingDirectiveSyntax>()
        let folder = Path.GetDirectoryName(file)!.Replace('\\', '/').Split('/').Skip(1)
        select new RoomLink(string.Join('.', folder), FolderOf(line.Name?.ToString()), $"{file} says {line}");

    private static string FolderOf(string? space) =>
        space?.StartsWith(Root, StringComparison.Ordinal) == true ? space[Root.Length..] : "";
}
