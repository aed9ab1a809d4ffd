using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Marks one needed symbol version of an ELF library as weak, where this machine's C++ runtime lacks it.
/// </summary>
/// <remarks>
/// TorchSharp 0.107.0's libLibTorchSharp.so asks for GLIBCXX_3.4.32, which Debian 12 and Ubuntu 22.04 do not have,
/// though no code in it uses that version. A weak entry (VER_FLG_WEAK, 0x2, in vna_flags of .gnu.version_r) lets the
/// loader go on. The file is replaced, never written in place: it may be a hard link to the package folder.
/// </remarks>
public sealed class WeakenSymbolVersion : Task
{
    private const int DynamicNeededVersions = 0x6ffffffe; // SHT_GNU_verneed
    private static readonly string[] LibraryFolders =
        { "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib/x86_64-linux-gnu", "/lib64" };

    [Required] public string Library { get; set; }
    [Required] public string SymbolVersion { get; set; }

    public override bool Execute()
    {
        if (!File.Exists(Library) || RuntimeHasVersion())
            return true;
        var image = File.ReadAllBytes(Library);
        if (!Weaken(image))
            return true;
        var writtenAt = File.GetLastWriteTimeUtc(Library);
        var replacement = Library + ".new";
        File.WriteAllBytes(replacement, image);
        File.SetLastWriteTimeUtc(replacement, writtenAt); // the next build sees an unchanged file and leaves it alone
        File.Delete(Library);
        File.Move(replacement, Library);
        Log.LogMessage(MessageImportance.Normal, "{0}: {1} is now a weak reference.", Library, SymbolVersion);
        return true;
    }

    private bool RuntimeHasVersion()
    {
        var bytesAsText = Encoding.GetEncoding("iso-8859-1");
        return LibraryFolders.Select(folder => Path.Combine(folder, "libstdc++.so.6")).Where(File.Exists)
            .Any(file => bytesAsText.GetString(File.ReadAllBytes(file)).Contains(SymbolVersion + "\0"));
    }

    private bool Weaken(byte[] image)
    {
        var isElf = image.Length > 64 && image[0] == 0x7f && image[1] == 'E' && image[2] == 'L' && image[3] == 'F';
        var isElf64LittleEndian = isElf && image[4] == 2 && image[5] == 1;
        if (!isElf64LittleEndian)
            return false;
        var sections = BitConverter.ToInt64(image, 0x28);
        int size = BitConverter.ToUInt16(image, 0x3a), count = BitConverter.ToUInt16(image, 0x3c);
        var changed = false;
        for (var i = 0; i < count; i++)
        {
            var header = (int)(sections + (long)i * size);
            if (BitConverter.ToInt32(image, header + 4) == DynamicNeededVersions)
                changed |= WeakenIn(image, header, sections, size);
        }
        return changed;
    }

    private bool WeakenIn(byte[] image, int header, long sections, int size)
    {
        var need = (int)BitConverter.ToInt64(image, header + 0x18);
        var names = (int)(sections + (long)BitConverter.ToInt32(image, header + 0x28) * size);
        var strings = (int)BitConverter.ToInt64(image, names + 0x18);
        var changed = false;
        for (int next = -1; next != 0; need += next)
        {
            next = BitConverter.ToInt32(image, need + 12);                       // vn_next
            var entry = need + BitConverter.ToInt32(image, need + 8);            // vn_aux
            for (int step = -1; step != 0; entry += step)
            {
                step = BitConverter.ToInt32(image, entry + 12);                  // vna_next
                var isWanted = NameAt(image, strings + BitConverter.ToInt32(image, entry + 8)) == SymbolVersion;
                if (!isWanted || (image[entry + 4] & 2) != 0)
                    continue;
                image[entry + 4] |= 2;                                           // vna_flags |= VER_FLG_WEAK
                changed = true;
            }
        }
        return changed;
    }

    private static string NameAt(byte[] image, int offset) =>
        Encoding.ASCII.GetString(image, offset, Array.IndexOf(image, (byte)0, offset) - offset);
}
