#!/usr/bin/env bash
# MathNet.Numerics 5.0.0: StudentT.InvCDF looks for a quantile between -800 and 800. Beyond, where two degrees of freedom
# are from a probability of 1e-6 on, it throws NonConvergenceException; with 59 degrees and 5e-13 it gives -800 without a
# word, where about -9 belongs (its own CDF gives 6e-13 at -9). Our statistics of few seeds invert the distribution
# themselves (StudentQuantile).
set -euo pipefail
command -v dotnet >/dev/null || { echo "needs the .NET SDK"; exit 77; }
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat > finding.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="MathNet.Numerics" Version="5.0.0" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using System; using System.Globalization; using MathNet.Numerics; using MathNet.Numerics.Distributions;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string Quantile(double freedom, double probability)
{
    try { return $"{StudentT.InvCDF(0, 1, freedom, probability):f3}"; }
    catch (NonConvergenceException) { return "none"; }
}
Console.WriteLine($"2, 0.025: {Quantile(2, 0.025)}; 2, 5e-7: {Quantile(2, 5e-7)}; 59, 5e-13: {Quantile(59, 5e-13)}; "
    + $"CDF of 59 at -9: {StudentT.CDF(0, 1, 59, -9):e0}");
P
dotnet build -c Release -v quiet >build.log 2>&1 || { tail -n 1 build.log; exit 77; }
said=$(dotnet bin/Release/net10.0/finding.dll)
echo "MathNet.Numerics 5.0.0, quantile of Student's t by degrees of freedom and probability: $said"
[ "$said" = "2, 0.025: -4.303; 2, 5e-7: none; 59, 5e-13: -800.000; CDF of 59 at -9: 6e-013" ]
