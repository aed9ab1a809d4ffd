#!/usr/bin/env bash
# TorchSharp 0.107.0: torch.nn.init.trunc_normal_ takes its mean for the standard deviation, that for the mean, and
# divides what is the deviation then by the root of 2. With mean 0 nothing is drawn: of 100,000 values with deviation 1,
# cut at -2 and 2, all are 1, where PyTorch's have mean 0 and deviation 0.88. A generator that was initialised so has
# equal channels and does not learn: our Vocos draws its weights by normal_.
set -euo pipefail
command -v dotnet >/dev/null && command -v python3 >/dev/null || { echo "needs the .NET SDK and Python"; exit 77; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat > finding.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>
    <RuntimeIdentifier>linux-x64</RuntimeIdentifier><SelfContained>false</SelfContained>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="TorchSharp" Version="0.107.0" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
  </ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using System; using System.Globalization; using TorchSharp; using static TorchSharp.torch;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var off = no_grad();
manual_seed(1);
string Drawn(double mean, double std)
{
    var drawn = nn.init.trunc_normal_(empty(100000), mean, std, -2, 2);
    return $"mean {drawn.mean().item<float>():f1}, deviation {drawn.std().item<float>():f1}";
}
Console.WriteLine($"of 0 and 1: {Drawn(0, 1)}; of 0.6 and 0.1: {Drawn(0.6, 0.1)}");
P
dotnet build -c Release -v quiet >build.log 2>&1 || { tail -n 1 build.log; exit 77; }
# Debian 12 lacks GLIBCXX_3.4.32, of which libLibTorchSharp.so uses nothing: asked for weakly, it is no fault.
python3 - bin/Release/net10.0/linux-x64/libLibTorchSharp.so <<'P'
import struct, sys
name, hashed = b"GLIBCXX_3.4.32", 0
for letter in name:
    hashed = (hashed << 4) + letter
    hashed = (hashed ^ (hashed & 0xf0000000) >> 24) & 0x0fffffff
library = open(sys.argv[1], "rb").read()
open(sys.argv[1] + ".new", "wb").write(library.replace(struct.pack("<IH", hashed, 0), struct.pack("<IH", hashed, 2)))
P
mv bin/Release/net10.0/linux-x64/libLibTorchSharp.so.new bin/Release/net10.0/linux-x64/libLibTorchSharp.so
said=$(dotnet bin/Release/net10.0/linux-x64/finding.dll)
echo "TorchSharp 0.107.0, trunc_normal_ cut at -2 and 2, $said"
[ "$said" = "of 0 and 1: mean 1.0, deviation 0.0; of 0.6 and 0.1: mean 0.1, deviation 0.4" ]
